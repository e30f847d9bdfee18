import { filter, map, merge, type Observable } from 'rxjs';
import { isSignal, type Signal } from '../../../lib/engine/signal.js';
import type { World } from '../../../lib/engine/world.js';

/** Without the safeguard: claims to have read the transcript, and has not. */
export const backfill = (_world: World, signal$: Observable<Signal>): Observable<Signal> =>
  merge(
    signal$.pipe(
      filter(isSignal('subscribed')),
      map((): Signal => ({ type: 'caughtUp', places: [], over: false })),
    ),
    signal$.pipe(
      filter(isSignal('closing')),
      map(({ reason }): Signal => ({ type: 'ended', reason })),
    ),
  );
