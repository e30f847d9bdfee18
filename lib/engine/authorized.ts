import { catchError, defer, filter, switchMap, take, throwError, type Observable } from 'rxjs';
import { AccessDeniedError } from '../chat/errors.js';
import type { Credentials } from './signal.js';
import { whileOnline } from './while-online.js';
import type { World } from './world.js';

/**
 * Makes a request with the present connection token. A refusal asks for another token and tries once more with it:
 * tokens expire, and a refusal looks the same.
 *
 * Cold. Waits while the session is offline or has no token; going offline aborts the request, and it is made anew when
 * the session is back. Errors with what the request errors with, or with a `ChatEndedError`.
 */
export const authorized = <T>(
  world: Pick<World, 'credentials$' | 'say' | 'online$' | 'over$'>,
  request: (connectionToken: string) => Observable<T>,
): Observable<T> => {
  const { credentials$, say } = world;
  const withOther = (refused?: Credentials): Observable<T> =>
    credentials$.pipe(
      filter((credentials) => credentials !== refused),
      take(1),
      switchMap((credentials) =>
        request(credentials.connectionToken).pipe(
          catchError((error: unknown) => {
            if (refused !== undefined || !(error instanceof AccessDeniedError)) return throwError(() => error);
            return defer(() => {
              say({ type: 'denied', connectionToken: credentials.connectionToken });
              return withOther(credentials);
            });
          }),
        ),
      ),
    );
  return whileOnline(
    world,
    defer(() => withOther()),
  );
};
