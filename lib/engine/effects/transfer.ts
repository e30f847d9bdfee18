import { catchError, concat, defer, map, takeWhile, throwError, timeout, type Observable } from 'rxjs';
import { NetworkError, RequestTimeoutError, ServiceError, type ChatError } from '../../chat/errors.js';
import { retryTransient } from '../participant/retry-transient.js';
import type { HttpEvent, HttpRequest } from '../ports.js';
import type { World } from '../world.js';

/**
 * A transfer of which nothing is heard for so long is given up. Some platforms tell no progress: there the whole of it
 * has to take place in this time, for 20 MB that is half a megabit per second.
 */
export const TRANSFER_SILENCE_MS = 300_000;

/** How a transfer ends when storage does not want it. */
export interface TransferOptions {
  /** How often it is tried at most, where the network or the storage host fails. */
  readonly attempts: number;
  readonly refused: (status: number) => ChatError;
}

/**
 * Moves the bytes of a file to or from the storage host. Emits progress, which starts anew with each attempt, then the
 * 2xx response, and completes.
 *
 * Cold: subscribing sends, unsubscribing aborts. Errors with what `refused` makes of any other status; with a
 * {@link NetworkError} or {@link RequestTimeoutError} when there is no answer. What the port says about its failure is
 * dropped: it may name the URL, which is signed.
 */
export const transfer = (
  { ports, policies }: Pick<World, 'ports' | 'policies'>,
  request: HttpRequest,
  { attempts, refused }: TransferOptions,
): Observable<HttpEvent> =>
  concat(
    defer(() => ports.http(request)),
    throwError(() => new NetworkError()),
  ).pipe(
    takeWhile(({ type }) => type !== 'response', true),
    catchError(() => throwError(() => new NetworkError())),
    timeout({
      each: TRANSFER_SILENCE_MS,
      scheduler: ports.clock,
      with: () => throwError(() => new RequestTimeoutError()),
    }),
    map((event) => {
      if (event.type === 'response' && isFailure(event.status)) throw new ServiceError({ status: event.status });
      return event;
    }),
    retryTransient({ ports, policies, attempts, retrying: () => undefined }),
    catchError((error: unknown) =>
      throwError(() => (error instanceof ServiceError ? refused(error.status ?? 0) : error)),
    ),
    map((event) => {
      if (event.type === 'response' && (event.status < 200 || event.status > 299)) throw refused(event.status);
      return event;
    }),
  );

/** Storage hosts answer 429 or 503 to who comes too often. */
const isFailure = (status: number): boolean => status >= 500 || status === 429;
