import { catchError, defer, filter, map, merge, type Observable, of, takeUntil, tap, throwError, timer } from 'rxjs';
import { AccessDeniedError, asChatError, InvalidArgumentError } from '../../chat/errors.js';
import { isSignal, type Signal } from '../signal.js';
import type { EndReason } from '../../chat/event.js';
import type { World } from '../world.js';
import { connections } from './connections.js';
import { credentials } from './credentials.js';

/**
 * The refresh source: the connection-expiry timer. Obtains the first connection, the next before each expiry, and
 * another whenever the socket is lost or doubted; renews the connection token likewise.
 *
 * A refusal of the participant token means that the session cannot begin; after the service has accepted it once, and
 * with nothing to be read any more, it means that the chat has ended. The session cannot
 * go on either where the platform has no sockets. Errors with a bug, and nothing else.
 */
export const refresh = (world: World, signal$: Observable<Signal>): Observable<Signal> =>
  defer(() => {
    let { accepted } = world.standing();
    const { left, closing } = world.standing();
    // Left while nobody listened, or in an earlier process: there is nothing to come back to.
    if (left === true) return of<Signal>({ type: 'ended', reason: 'disconnected' });
    if (closing !== undefined) return of<Signal>({ type: 'closing', reason: closing });
    let isLive = false;
    let reason: EndReason = 'accessDenied';
    const heard$ = signal$.pipe(
      tap(({ type }) => {
        if (type === 'credentials') accepted = true;
        if (type === 'left') reason = 'disconnected';
        if (type === 'subscribed') isLive = true;
        if (type === 'lost') isLive = false;
      }),
    );
    return merge(
      connections(world, heard$, () => accepted),
      credentials(world, signal$),
    ).pipe(
      catchError((error: unknown): Observable<Signal> => {
        if (!accepted || error instanceof InvalidArgumentError)
          return of({ type: 'failed', error: asChatError(error) });
        if (!(error instanceof AccessDeniedError)) return throwError(() => error);
        // A socket that still receives may be about to tell the end, and the last words before it.
        const patienceMs = isLive ? world.policies.farewellMs : 0;
        return timer(patienceMs, world.ports.clock).pipe(map(() => ({ type: 'closing', reason })));
      }),
      takeUntil(signal$.pipe(filter(isSignal('closing')))),
    );
  });
