import { map, type Observable } from 'rxjs';
import { SEND_EVENT, type SendEventInput, type SendEventOutput } from '../../protocol/operations/send-event.js';
import type { Call } from './call.js';

/**
 * Tells the others that one types, has received or has read: a courtesy, so that everything else goes first.
 *
 * Cold. Errors with what {@link Call} errors with, with a `ConflictError`
 * where more than two take part.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendEvent.html
 */
export const sendEvent = (
  call: Call,
  connectionToken: string,
  input: SendEventInput,
  attempts?: number,
): Observable<SendEventOutput> =>
  call(SEND_EVENT, connectionToken, input, { priority: 'receipt', attempts }).pipe(map(({ value }) => value));
