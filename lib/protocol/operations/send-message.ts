import * as t from 'io-ts';
import { INSTANT } from '../instant.js';
import { readInstant } from '../read-instant.js';
import type { Operation } from '../operation.js';
import { present } from '../present.js';
import { readAnswer } from '../read-answer.js';
import { shape } from '../shape.js';
import { TEXT, textOf } from '../text.js';

/** Input of `SendMessage`. */
export interface SendMessageInput {
  readonly contentType: string;
  readonly content: string;
  /** The same token again does not post again. */
  readonly clientToken?: string;
}

/** Answer of `SendMessage`. */
export interface SendMessageOutput {
  /** The same in the echo on the socket and in the transcript. */
  readonly id: string;
  /** In ms since the epoch. */
  readonly at: number;
  /** `PROCESSING`, `FAILED` or `REJECTED`, where the instance processes messages in flight. */
  readonly processingStatus?: string;
}

// What it must say is which item the message has become: what is odd besides does not make it unsent.
const ANSWER = shape({ Id: TEXT, AbsoluteTime: INSTANT }, { MessageMetadata: t.unknown }, 'sent message');

const statusOf = (metadata: unknown): string | undefined =>
  t.UnknownRecord.is(metadata) ? textOf(metadata.MessageProcessingStatus) : undefined;

/**
 * Posts a message.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendMessage.html
 */
export const SEND_MESSAGE: Operation<SendMessageInput, SendMessageOutput> = {
  name: 'SendMessage',
  method: 'POST',
  path: () => '/participant/message',
  encode: ({ contentType, content, clientToken }) =>
    JSON.stringify({ ContentType: contentType, Content: content, ClientToken: clientToken }),
  decode: readAnswer('SendMessage', ANSWER, ({ Id, AbsoluteTime, MessageMetadata }) =>
    present({
      id: Id,
      at: readInstant(AbsoluteTime),
      processingStatus: statusOf(MessageMetadata),
    }),
  ),
};
