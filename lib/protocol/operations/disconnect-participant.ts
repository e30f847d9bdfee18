import { SOME_OBJECT } from '../some-object.js';
import type { Operation } from '../operation.js';
import { readAnswer } from '../read-answer.js';

/** Input of `DisconnectParticipant`. */
export interface DisconnectParticipantInput {
  /** The same token again does not disconnect again. */
  readonly clientToken?: string;
}

/**
 * Leaves the chat for good.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DisconnectParticipant.html
 */
export const DISCONNECT_PARTICIPANT: Operation<DisconnectParticipantInput, undefined> = {
  name: 'DisconnectParticipant',
  method: 'POST',
  path: () => '/participant/disconnect',
  encode: ({ clientToken }) => JSON.stringify({ ClientToken: clientToken }),
  decode: readAnswer('DisconnectParticipant', SOME_OBJECT, () => undefined),
};
