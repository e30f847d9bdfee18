import {
  defer,
  map,
  of,
  raceWith,
  switchMap,
  timer,
  type MonoTypeOperatorFunction,
  type Observable,
  type SchedulerLike,
} from 'rxjs';
import type { ChatError } from '../chat/errors.js';

/** A timer that is later than this was held back: by a hidden page, or a process that was asleep. */
export const LATE_MS = 1_000;

/** Enough for what lies there unheard to be heard. */
const PATIENCE_MS = 5_000;

/**
 * Emits once when so much time is over, and completes. Where its timer is late it says nothing about the answer that is
 * awaited, which may have come meanwhile and not been heard yet: a few seconds are given once more.
 */
export const deadline = (ms: number, clock: SchedulerLike): Observable<unknown> =>
  defer(() => {
    const dueAt = clock.now() + ms;
    return timer(ms, clock).pipe(
      switchMap(() => (clock.now() - dueAt > LATE_MS ? timer(Math.min(PATIENCE_MS, ms), clock) : of(0))),
    );
  });

/** Errors with what `tooLate` gives where the source says nothing by its deadline. */
export const answeredWithin = <T>(
  ms: number,
  clock: SchedulerLike,
  tooLate: () => ChatError,
): MonoTypeOperatorFunction<T> =>
  raceWith(
    deadline(ms, clock).pipe(
      map(() => {
        throw tooLate();
      }),
    ),
  );
