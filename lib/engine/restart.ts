import { catchError, concat, defer, ignoreElements, NEVER, of, timer, type Observable } from 'rxjs';
import { asChatError } from '../chat/errors.js';
import { backoffMs } from './participant/backoff.js';
import type { Signal } from './signal.js';
import type { World } from './world.js';

/**
 * Begins a session's sources anew where one of them breaks, which is a bug, of ours or of a port: after a wait as after
 * the loss of a socket, but without jitter, because it may be the random numbers that break. A session that the service
 * has not accepted yet fails instead.
 *
 * Errors only where the clock does.
 */
export const restart =
  ({ ports, policies, standing }: Pick<World, 'ports' | 'policies' | 'standing'>) =>
  (signal$: Observable<Signal>): Observable<Signal> => {
    const run = (attempt: number): Observable<Signal> =>
      concat(signal$, NEVER).pipe(
        catchError((thrown: unknown) => {
          const error = asChatError(thrown);
          if (!standing().accepted) return of<Signal>({ type: 'failed', error });
          const diagnostic = { type: 'internalError', at: ports.clock.now(), error } as const;
          return concat(
            of<Signal[]>({ type: 'diagnostic', diagnostic }, { type: 'lost', error }),
            timer(
              backoffMs(attempt, policies, () => 1),
              ports.clock,
            ).pipe(ignoreElements()),
            defer(() => run(attempt + 1)),
          );
        }),
      );
    return run(1);
  };
