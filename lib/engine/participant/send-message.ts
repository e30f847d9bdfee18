import { map, type Observable } from 'rxjs';
import { SEND_MESSAGE, type SendMessageInput, type SendMessageOutput } from '../../protocol/operations/send-message.js';
import type { Call } from './call.js';

/**
 * Posts a message; emits the item that it has become.
 *
 * Cold. Errors with what {@link Call} errors with.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_SendMessage.html
 */
export const sendMessage = (
  call: Call,
  connectionToken: string,
  input: SendMessageInput,
  attempts?: number,
): Observable<SendMessageOutput> =>
  call(SEND_MESSAGE, connectionToken, input, { priority: 'send', attempts }).pipe(map(({ value }) => value));
