import { SOME_OBJECT } from '../some-object.js';
import type { Operation } from '../operation.js';
import { readAnswer } from '../read-answer.js';

/** Input of `CancelParticipantAuthentication`. */
export interface CancelParticipantAuthenticationInput {
  /** From the `authenticationInitiated` event. */
  readonly sessionId: string;
}

/**
 * Tells the flow that the customer will not sign in.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CancelParticipantAuthentication.html
 */
export const CANCEL_PARTICIPANT_AUTHENTICATION: Operation<CancelParticipantAuthenticationInput, undefined> = {
  name: 'CancelParticipantAuthentication',
  method: 'POST',
  path: () => '/participant/cancel-authentication',
  encode: ({ sessionId }) => JSON.stringify({ SessionId: sessionId }),
  decode: readAnswer('CancelParticipantAuthentication', SOME_OBJECT, () => undefined),
};
