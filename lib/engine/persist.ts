import {
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  of,
  race,
  repeat,
  skip,
  take,
  tap,
  timer,
  type Observable,
} from 'rxjs';
import { ServiceError, ThrottledError, type ChatError } from '../chat/errors.js';
import { backoffMs } from './participant/backoff.js';
import type { World } from './world.js';

/** One wait between two attempts. */
export interface Wait {
  /** Counts the failures since the last success, from 1. */
  readonly attempt: number;
  readonly delayMs: number;
  readonly error: ChatError;
}

/**
 * Attempts until an attempt completes: after each failure it emits what `failed` gives, waits with full jitter as
 * long as `wait` says, or until the platform comes back online, and attempts again, for ever.
 *
 * Cold. Errors only when `failed` throws.
 */
export const persist = <T>(
  { ports, policies }: Pick<World, 'ports' | 'policies'>,
  attempt$: Observable<T>,
  failed: (wait: Wait) => Observable<T>,
): Observable<T> =>
  defer(() => {
    let attempt = 0;
    let succeeded = false;
    return attempt$.pipe(
      tap({ complete: () => (succeeded = true) }),
      catchError((error: ChatError) => {
        attempt += 1;
        const askedMs =
          error instanceof ThrottledError || error instanceof ServiceError ? (error.retryAfterMs ?? 0) : 0;
        const delayMs = Math.max(askedMs, backoffMs(attempt, policies, ports.random));
        const backOnline$ = ports.online$.pipe(skip(1), filter(Boolean));
        return concat(
          failed({ attempt, delayMs, error }),
          race(timer(delayMs, ports.clock), backOnline$).pipe(take(1), ignoreElements()),
        );
      }),
      repeat({ delay: () => (succeeded ? EMPTY : of(true)) }),
    );
  });
