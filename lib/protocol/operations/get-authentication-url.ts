import * as t from 'io-ts';
import type { Operation } from '../operation.js';
import { readAnswer } from '../read-answer.js';
import { TEXT } from '../text.js';

/** Input of `GetAuthenticationUrl`. */
export interface GetAuthenticationUrlInput {
  /** From the `authenticationInitiated` event, no older than a minute. */
  readonly sessionId: string;
  readonly redirectUri: string;
}

/** Answer of `GetAuthenticationUrl`. */
export interface GetAuthenticationUrlOutput {
  /** Where the customer signs in. Carries a state: a secret. */
  readonly url: string;
}

const ANSWER = t.type({ AuthenticationUrl: TEXT }, 'authentication');

/**
 * Learns where the customer can sign in.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAuthenticationUrl.html
 */
export const GET_AUTHENTICATION_URL: Operation<GetAuthenticationUrlInput, GetAuthenticationUrlOutput> = {
  name: 'GetAuthenticationUrl',
  method: 'POST',
  path: () => '/participant/authentication-url',
  encode: ({ sessionId, redirectUri }) => JSON.stringify({ SessionId: sessionId, RedirectUri: redirectUri }),
  decode: readAnswer('GetAuthenticationUrl', ANSWER, ({ AuthenticationUrl }) => ({ url: AuthenticationUrl })),
};
