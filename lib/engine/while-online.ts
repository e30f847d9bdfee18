import { concat, map, merge, NEVER, of, switchMap, takeWhile, type Observable } from 'rxjs';
import type { World } from './world.js';

type Step<T> = { readonly type: 'value'; readonly value: T } | { readonly type: 'done' };

/**
 * Runs work while the session is online: offline means that nothing leaves. Going offline aborts it, and coming back
 * begins it anew, with the same ClientToken where it has one.
 *
 * Cold. Completes and errors with the work; errors with a `ChatEndedError` when the chat ends before that.
 */
export const whileOnline = <T>(
  { online$, over$ }: Pick<World, 'online$' | 'over$'>,
  work$: Observable<T>,
): Observable<T> => {
  const steps$ = concat(work$.pipe(map((value): Step<T> => ({ type: 'value', value }))), of<Step<T>>({ type: 'done' }));
  return merge(over$, online$.pipe(switchMap((isOnline) => (isOnline ? steps$ : NEVER)))).pipe(
    takeWhile((step) => step.type === 'value'),
    map((step) => step.value),
  );
};
