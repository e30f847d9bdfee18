import { readOptionalInstant } from '../read-optional-instant.js';
import type { Operation } from '../operation.js';
import { present } from '../present.js';
import { readAnswer } from '../read-answer.js';
import { SOME_OBJECT } from '../some-object.js';
import { textOf } from '../text.js';

/** Input of `SendEvent`. */
export interface SendEventInput {
  readonly contentType: string;
  /** For receipts JSON text, `{"messageId":"…"}`; for typing nothing. */
  readonly content?: string;
  /** The same token again does not send again. */
  readonly clientToken?: string;
}

/** Answer of `SendEvent`. Nothing depends on it, so that both may be missing, or unreadable. */
export interface SendEventOutput {
  readonly id?: string;
  /** In ms since the epoch. */
  readonly at?: number;
}

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
  decode: readAnswer('SendEvent', SOME_OBJECT, ({ Id, AbsoluteTime }) =>
    present({ id: textOf(Id), at: readOptionalInstant(AbsoluteTime) }),
  ),
};
