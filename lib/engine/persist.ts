import { catchError, concat, defer, EMPTY, of, repeat, tap, type Observable } from 'rxjs';
import { asChatError, ServiceError, ThrottledError, type ChatError } from '../chat/errors.js';
import type { OperationName } from '../protocol/operation-name.js';
import { backoffMs } from './participant/backoff.js';
import { createPause, type Pause } from './pause.js';
import type { World } from './world.js';

/** However long the service asks to wait, it is asked again after this. */
const LONGEST_ASKED_MS = 900_000;

/** One wait between two attempts. */
export interface Wait {
  /** Counts the failures since the last success, from 1. */
  readonly attempt: number;
  readonly delayMs: number;
  readonly error: ChatError;
}

/** How attempts follow one another, where that is not as usual. */
export interface Pace {
  /** So many failures came before. @defaultValue 0 */
  readonly failures?: number;
  /** How long to wait after so many failures in a row. */
  readonly delayMs?: (attempt: number) => number;
  /** Waits. */
  readonly pause?: Pause;
}

/**
 * Attempts until an attempt completes: after each failure it emits what `failed` gives, waits with full jitter as
 * long as the policies and the service say, or until the platform comes back online or in sight, and attempts again,
 * indefinitely.
 *
 * Cold. Errors only when `failed` throws or errors.
 */
export const persist = <T>(
  { ports, policies, say }: Pick<World, 'ports' | 'policies' | 'say'>,
  operation: OperationName,
  attempt$: Observable<T>,
  failed: (wait: Wait) => Observable<T>,
  { failures = 0, delayMs: pacedMs, pause = createPause(ports) }: Pace = {},
): Observable<T> =>
  defer(() => {
    let attempt = failures;
    let succeeded = false;
    return attempt$.pipe(
      tap({ complete: () => (succeeded = true) }),
      catchError((thrown: unknown) => {
        const error = asChatError(thrown);
        attempt += 1;
        const askedMs =
          error instanceof ThrottledError || error instanceof ServiceError ? (error.retryAfterMs ?? 0) : 0;
        const ownMs = pacedMs?.(attempt) ?? backoffMs(attempt, policies, ports.random);
        const delayMs = Math.max(Math.min(askedMs, LONGEST_ASKED_MS), ownMs);
        const retry$ = failed({ attempt, delayMs, error });
        const at = ports.clock.now();
        if (error.name === 'InternalError')
          say({ type: 'diagnostic', diagnostic: { type: 'internalError', at, error } });
        say({ type: 'diagnostic', diagnostic: { type: 'retrying', at, operation, attempt, delayMs, error } });
        return concat(retry$, pause(delayMs));
      }),
      repeat({ delay: () => (succeeded ? EMPTY : of(true)) }),
    );
  });
