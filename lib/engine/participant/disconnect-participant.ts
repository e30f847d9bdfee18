import { map, type Observable } from 'rxjs';
import {
  DISCONNECT_PARTICIPANT,
  type DisconnectParticipantInput,
} from '../../protocol/operations/disconnect-participant.js';
import type { Call } from './call.js';

/**
 * Leaves the chat for good. Emits once when the service has agreed.
 *
 * Cold. Errors with what {@link Call} errors with.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_DisconnectParticipant.html
 */
export const disconnectParticipant = (
  call: Call,
  connectionToken: string,
  input: DisconnectParticipantInput,
  attempts?: number,
): Observable<void> =>
  call(DISCONNECT_PARTICIPANT, connectionToken, input, { priority: 'send', attempts }).pipe(map(() => undefined));
