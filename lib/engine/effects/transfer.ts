import {
  catchError,
  concat,
  defer,
  map,
  mergeMap,
  of,
  takeUntil,
  takeWhile,
  tap,
  throwError,
  timeout,
  timer,
  type Observable,
} from 'rxjs';
import {
  AttachmentBodyError,
  ForeignAnswerError,
  InternalError,
  isChatError,
  NetworkError,
  RequestTimeoutError,
  ServiceError,
  type ChatError,
} from '../../chat/errors.js';
import { foreignStorageAnswer } from '../../protocol/foreign-storage-answer.js';
import { retryTransient } from '../participant/retry-transient.js';
import type { HttpEvent, HttpRequest, HttpResponse } from '../ports.js';
import type { World } from '../world.js';
import { redirectOf } from './redirect-of.js';

/** How bytes are moved, and how it ends when storage does not want it. */
export interface TransferOptions {
  /** Whether the request can be sent more than once: again where the network or the storage host fails, or elsewhere. */
  readonly isReplayable: boolean;
  readonly refused: (status: number) => ChatError;
  /** Whether a success can be the file that was asked for, of whatever type it is. Never by default: none was. */
  readonly isFile?: (response: HttpResponse) => boolean;
}

/**
 * Moves the bytes of a file to or from the storage host. Emits progress, which starts anew with each attempt, then the
 * 2xx response, and completes. Follows one redirect in each attempt, see {@link redirectOf}.
 *
 * Cold: subscribing sends, unsubscribing aborts. What cannot be sent again is sent by the first subscription only; the
 * others error with an {@link AttachmentBodyError}, as do bodies that are not what was announced. Errors with what
 * `refused` makes of any other status; with a {@link ForeignAnswerError} when something in between answered in the place
 * of storage, which is a diagnostic too; with a {@link NetworkError} when there is no answer; with a
 * {@link RequestTimeoutError} when nothing is heard for `policies.transferSilenceMs`, or after
 * `policies.transferTimeoutMs`. What the port says about its failure is dropped: it may name the URL, which is signed.
 */
export const transfer = (
  { ports, policies, say }: Pick<World, 'ports' | 'policies' | 'say'>,
  request: HttpRequest,
  { isReplayable, refused, isFile = () => false }: TransferOptions,
): Observable<HttpEvent> => {
  const { requestAttempts, transferSilenceMs, transferTimeoutMs } = policies;
  let isSpent = false;

  const send = (url: string): Observable<HttpEvent> =>
    concat(
      defer(() => ports.http({ ...request, url })),
      throwError(() => new NetworkError()),
    ).pipe(
      takeWhile(({ type }) => type !== 'response', true),
      catchError((error: unknown) => throwError(() => failureOf(error))),
      timeout({
        each: transferSilenceMs,
        scheduler: ports.clock,
        with: () => throwError(() => new RequestTimeoutError()),
      }),
    );

  const attempt$ = defer(() => {
    if (isSpent) throw new AttachmentBodyError('spent');
    isSpent = !isReplayable;
    return send(request.url).pipe(
      // mergeMap: the response is the last, and at most one leads elsewhere.
      mergeMap((event) => {
        const elsewhere = isReplayable && event.type === 'response' ? redirectOf(request.url, event) : undefined;
        return elsewhere === undefined ? of(event) : send(elsewhere);
      }),
    );
  });

  /** Throws what may be otherwise the next time. */
  const check = (response: HttpResponse): void => {
    const foreign = foreignStorageAnswer(response, isFile(response));
    if (foreign !== undefined) {
      say({ type: 'diagnostic', diagnostic: { type: 'foreignAnswer', at: ports.clock.now(), ...foreign } });
    }
    if (isFailure(response)) throw new ServiceError({ status: response.status });
    if (foreign !== undefined) throw new ForeignAnswerError(foreign);
  };

  return attempt$.pipe(
    tap((event) => {
      if (event.type === 'response') check(event);
    }),
    retryTransient({ ports, policies, attempts: isReplayable ? requestAttempts : 1, retrying: () => undefined }),
    catchError((error: unknown) =>
      throwError(() => (error instanceof ServiceError ? refused(error.status ?? 0) : error)),
    ),
    map((event) => {
      if (event.type === 'response' && (event.status < 200 || event.status > 299)) throw refused(event.status);
      return event;
    }),
    takeUntil(
      timer(transferTimeoutMs, ports.clock).pipe(
        map(() => {
          throw new RequestTimeoutError();
        }),
      ),
    ),
  );
};

/**
 * Whether the same request may succeed later. Storage hosts answer 429 or 503 to who comes too often, and S3 answers a
 * 400 where nothing came for a while, which on its way may be the network's fault.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const isFailure = ({ status, body }: HttpResponse): boolean =>
  (status >= 500 && status !== 511) || status === 429 || status === 408 || (status === 400 && isIdle(body));

const isIdle = (body: HttpResponse['body']): boolean =>
  typeof body === 'string' && body.includes('<Code>RequestTimeout</Code>');

/** Any other error than ours is a bug of the port, and may repeat what it was given. */
const failureOf = (error: unknown): ChatError => {
  if (error instanceof NetworkError) return new NetworkError({ kind: error.kind });
  return isChatError(error) ? error : new InternalError(error);
};
