import { catchError, defer, of, tap, throwError, type Observable } from 'rxjs';
import {
  ConflictError,
  ForeignAnswerError,
  NetworkError,
  RequestTimeoutError,
  ServiceError,
  UnreadableError,
} from '../../chat/errors.js';
import { authorized } from '../authorized.js';
import { completeAttachmentUpload } from '../participant/complete-attachment-upload.js';
import { retryTransient } from '../participant/retry-transient.js';
import type { World } from '../world.js';

/**
 * Posts a file whose bytes are in their place. Emits once when the service has taken it, and completes.
 *
 * Cold; another subscription goes on with the same. All attempts carry one ClientToken. An attempt that failed without
 * an answer of the service, or was abandoned, may have arrived all the same: after such a one a conflict means that the
 * file is completed already, which is success. Errors with what the last attempt errored with.
 */
export const completeUpload = (world: World, attachmentId: string): Observable<void> => {
  const { ports, policies, say } = world;
  let token: string | undefined;
  let mayHaveArrived = false;
  return defer(() => {
    const clientToken = (token ??= ports.newId());
    return authorized(world, (connectionToken) =>
      // One attempt a call, so that each failure is seen here.
      completeAttachmentUpload(world.call, connectionToken, { attachmentId, clientToken }, 1).pipe(
        tap({
          error: (error: unknown) => {
            mayHaveArrived ||= isAmbiguous(error);
          },
          unsubscribe: () => {
            mayHaveArrived = true;
          },
        }),
      ),
    ).pipe(
      retryTransient({
        ports,
        policies,
        attempts: policies.requestAttempts,
        retrying: (retry) => {
          const operation = 'CompleteAttachmentUpload';
          say({ type: 'diagnostic', diagnostic: { type: 'retrying', at: ports.clock.now(), operation, ...retry } });
        },
      }),
      catchError((error: unknown) =>
        mayHaveArrived && error instanceof ConflictError ? of(undefined) : throwError(() => error),
      ),
    );
  });
};

/** Whether the service may have acted on a request that failed like this. */
const isAmbiguous = (error: unknown): boolean =>
  error instanceof NetworkError ||
  error instanceof ForeignAnswerError ||
  error instanceof RequestTimeoutError ||
  error instanceof ServiceError ||
  error instanceof UnreadableError;
