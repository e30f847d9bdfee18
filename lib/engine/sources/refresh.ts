import { catchError, defer, filter, merge, of, takeUntil, tap, type Observable } from 'rxjs';
import { asChatError } from '../../chat/errors.js';
import { isSignal, type Signal } from '../signal.js';
import type { EndReason } from '../../chat/event.js';
import type { World } from '../world.js';
import { connections } from './connections.js';
import { credentials } from './credentials.js';

/**
 * The refresh source: the connection-expiry timer. Obtains the first connection, the next before each expiry, and
 * another whenever the socket is lost or doubted; renews the connection token likewise.
 *
 * A refusal of the participant token means that the session cannot begin; after the service has accepted it once, it
 * means that the chat has ended.
 */
export const refresh = (world: World, signal$: Observable<Signal>): Observable<Signal> =>
  defer(() => {
    let { accepted } = world.standing();
    let reason: EndReason = 'accessDenied';
    const heard$ = signal$.pipe(
      tap(({ type }) => {
        if (type === 'credentials') accepted = true;
        if (type === 'left') reason = 'disconnected';
      }),
    );
    return merge(
      connections(world, heard$, () => accepted),
      credentials(world, signal$),
    ).pipe(
      catchError((error: unknown) =>
        of<Signal>(accepted ? { type: 'closing', reason } : { type: 'failed', error: asChatError(error) }),
      ),
      takeUntil(signal$.pipe(filter(isSignal('closing')))),
    );
  });
