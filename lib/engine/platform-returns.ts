import {
  catchError,
  EMPTY,
  filter,
  merge,
  of,
  skip,
  switchMap,
  tap,
  timer,
  type Observable,
  type SchedulerLike,
} from 'rxjs';

/** A network that comes and goes, or somebody who turns from page to page, is heard at most once in this time. */
const SPACING_MS = 5_000;

/**
 * Emits when one of these states has become true again: at once, but for what comes too soon after the one before,
 * which is heard later. The present state is no news, and a port that errors says nothing.
 *
 * Cold, but for the spacing: what all of its subscribers hear is spaced together.
 */
export const createReturns = (
  clock: SchedulerLike,
  ...states: ReadonlyArray<Observable<boolean>>
): Observable<unknown> => {
  let heardAt = -Infinity;
  return merge(
    ...states.map((state$) =>
      state$.pipe(
        skip(1),
        filter(Boolean),
        catchError(() => EMPTY),
      ),
    ),
  ).pipe(
    switchMap(() => {
      const waitMs = heardAt + SPACING_MS - clock.now();
      // A clock that was set back makes it no longer than it is.
      return waitMs > 0 ? timer(Math.min(waitMs, SPACING_MS), clock) : of(0);
    }),
    tap(() => (heardAt = clock.now())),
  );
};
