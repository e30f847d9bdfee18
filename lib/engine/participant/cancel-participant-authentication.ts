import { map, type Observable } from 'rxjs';
import {
  CANCEL_PARTICIPANT_AUTHENTICATION,
  type CancelParticipantAuthenticationInput,
} from '../../protocol/operations/cancel-participant-authentication.js';
import type { Call } from './call.js';

/**
 * Tells the flow that the customer will not sign in. Emits once when the service has agreed.
 *
 * Cold. Errors with what {@link Call} errors with.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CancelParticipantAuthentication.html
 */
export const cancelParticipantAuthentication = (
  call: Call,
  connectionToken: string,
  input: CancelParticipantAuthenticationInput,
  attempts?: number,
): Observable<void> =>
  call(CANCEL_PARTICIPANT_AUTHENTICATION, connectionToken, input, { priority: 'send', attempts }).pipe(
    map(() => undefined),
  );
