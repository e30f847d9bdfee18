import { timer, type Observable, type SchedulerLike } from 'rxjs';

/** Platforms run a timer at once when it is asked for more than 2^31 ms, so nothing waits longer than a day. */
const LONGEST_WAIT_MS = 86_400_000;

/**
 * Emits once at an instant, at once when it is past, and completes. An instant more than a day ahead is cut to a day;
 * NaN, which a checkpoint may hold, counts as past.
 */
export const timerAt = (at: number, clock: SchedulerLike): Observable<unknown> =>
  timer(Math.min(Math.max(at - clock.now(), 0) || 0, LONGEST_WAIT_MS), clock);
