import type { Observable } from 'rxjs';
import {
  CREATE_PARTICIPANT_CONNECTION,
  type CreateParticipantConnectionInput,
  type CreateParticipantConnectionOutput,
} from '../../protocol/operations/create-participant-connection.js';
import type { Answer } from './answer.js';
import type { Call } from './call.js';
import type { Priority } from './priority.js';

/**
 * Obtains a socket URL, a connection token, or both. The whole answer, because the service's clock stands beside the
 * expiries that are measured by it.
 *
 * Cold. Errors with what {@link Call} errors with; an `AccessDeniedError` says that the participant token is not, or
 * no longer, good.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html
 */
export const createParticipantConnection = (
  call: Call,
  participantToken: string,
  input: CreateParticipantConnectionInput,
  priority: Priority,
  attempts?: number,
): Observable<Answer<CreateParticipantConnectionOutput>> =>
  call(CREATE_PARTICIPANT_CONNECTION, participantToken, input, { priority, attempts });
