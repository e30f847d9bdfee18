import { filter, merge, of, switchMap, type Observable } from 'rxjs';
import { isSignal, type Signal } from '../../../lib/engine/signal.js';
import { live as whole } from '../../../lib/engine/sources/live.js';
import type { World } from '../../../lib/engine/world.js';

/** Without the safeguard: the socket that receives is closed before the next one opens. */
export const live = (world: World, signal$: Observable<Signal>): Observable<Signal> =>
  signal$.pipe(
    filter(isSignal('connection')),
    switchMap((connection) =>
      whole(world, merge(of(connection), signal$.pipe(filter(({ type }) => type !== 'connection')))),
    ),
  );
