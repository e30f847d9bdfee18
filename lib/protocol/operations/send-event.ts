import * as t from 'io-ts';
import { INSTANT } from '../instant.js';
import { readOptionalInstant } from '../read-optional-instant.js';
import { nullable } from '../nullable.js';
import type { Operation } from '../operation.js';
import { present } from '../present.js';
import { readAnswer } from '../read-answer.js';

/** Input of `SendEvent`. */
export interface SendEventInput {
  readonly contentType: string;
  /** For receipts JSON text, `{"messageId":"…"}`; for typing nothing. */
  readonly content?: string;
  /** The same token again does not send again. */
  readonly clientToken?: string;
}

/** Answer of `SendEvent`. Nothing depends on it, so that both may be missing. */
export interface SendEventOutput {
  readonly id?: string;
  /** In ms since the epoch. */
  readonly at?: number;
}

const ANSWER = t.partial({ Id: nullable(t.string), AbsoluteTime: nullable(INSTANT) }, 'sent event');

/**
 * Tells the others that one types, has received or has read.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html
 */
export const SEND_EVENT: Operation<SendEventInput, SendEventOutput> = {
  name: 'SendEvent',
  method: 'POST',
  path: () => '/participant/event',
  encode: ({ contentType, content, clientToken }) =>
    JSON.stringify({ ContentType: contentType, Content: content, ClientToken: clientToken }),
  decode: readAnswer('SendEvent', ANSWER, ({ Id, AbsoluteTime }) =>
    present({ id: Id, at: readOptionalInstant(AbsoluteTime) }),
  ),
};
