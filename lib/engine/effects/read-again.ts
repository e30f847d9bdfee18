import { defer, EMPTY, endWith, filter, ignoreElements, merge, of, skipWhile, take, type Observable } from 'rxjs';
import { isSignal } from '../signal.js';
import type { World } from '../world.js';

/** Emits once when the transcript has been read to its end, from now on, or the chat has ended. Cold: asks for it. */
export const readAgain = ({ signal$, say, isOver }: Pick<World, 'signal$' | 'say' | 'isOver'>): Observable<unknown> =>
  defer(() => {
    if (isOver()) return of(undefined);
    const ask$ = defer(() => {
      say({ type: 'repair', reason: 'requested' });
      return EMPTY;
    });
    const read$ = signal$.pipe(
      // A reading that had begun before may have passed the place where the message stands.
      skipWhile(({ type }) => type !== 'reading'),
      filter(isSignal('caughtUp')),
    );
    const over$ = signal$.pipe(ignoreElements(), endWith(undefined));
    // merge: the answer is awaited before it is asked for.
    return merge(read$, signal$.pipe(filter(isSignal('ended', 'failed'))), over$, ask$).pipe(take(1));
  });
