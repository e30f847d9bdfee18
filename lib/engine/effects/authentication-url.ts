import { defer, map, type Observable } from 'rxjs';
import { checkAuthentication } from '../../protocol/check-authentication.js';
import { authorized } from '../authorized.js';
import { getAuthenticationUrl } from '../participant/get-authentication-url.js';
import type { World } from '../world.js';

/** What an authentication URL is asked for with. */
export interface AuthenticationRequest {
  /** Of the `authenticationInitiated` event, no older than a minute. */
  readonly sessionId: string;
  /** Where the customer comes back to. */
  readonly redirectUri: string;
}

/**
 * Fetches the address at which the customer signs in. It carries a state of the sign-in: a secret.
 *
 * Cold: emits it and completes; unsubscribing aborts. The request is checked at the call, which throws an
 * `InvalidArgumentError`. Errors with what the service refuses it for.
 */
export const authenticationUrl = (world: World, request: AuthenticationRequest): Observable<string> => {
  checkAuthentication(request);
  const { sessionId, redirectUri } = request;
  return defer(() =>
    authorized(world, (connectionToken) =>
      getAuthenticationUrl(world.call, connectionToken, { sessionId, redirectUri }),
    ),
  ).pipe(map(({ url }) => url));
};
