import { map, type Observable } from 'rxjs';
import {
  GET_AUTHENTICATION_URL,
  type GetAuthenticationUrlInput,
  type GetAuthenticationUrlOutput,
} from '../../protocol/operations/get-authentication-url.js';
import type { Call } from './call.js';

/**
 * Emits where the customer can sign in.
 *
 * Cold. Errors with what {@link Call} errors with.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAuthenticationUrl.html
 */
export const getAuthenticationUrl = (
  call: Call,
  connectionToken: string,
  input: GetAuthenticationUrlInput,
  attempts?: number,
): Observable<GetAuthenticationUrlOutput> =>
  call(GET_AUTHENTICATION_URL, connectionToken, input, { priority: 'send', attempts }).pipe(map(({ value }) => value));
