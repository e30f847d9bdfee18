import { catchError, defer, filter, take, throwError, throwIfEmpty, type Observable } from 'rxjs';
import { InternalError, InvalidArgumentError, NetworkError, RequestTimeoutError } from '../../chat/errors.js';
import type { OperationName } from '../../protocol/operation-name.js';
import { answeredWithin } from '../deadline.js';
import type { HttpEvent, HttpRequest, HttpResponse, Ports } from '../ports.js';

const isResponse = (event: HttpEvent): event is Extract<HttpEvent, { readonly type: 'response' }> =>
  event.type === 'response';

/**
 * Sends one request and gives its answer, whatever its status. Cold: unsubscribing aborts.
 *
 * Errors with a {@link NetworkError} when the port does, or completes without an answer, and with a
 * {@link RequestTimeoutError} after `timeoutMs`, a little later where the process has slept over that. A
 * URL that must not be reached is an `InvalidArgumentError`. A port that throws, or errors with anything else, has a
 * bug: an {@link InternalError}. What it says is dropped: it may name the URL or the headers.
 */
export const exchange = (
  { http, clock }: Pick<Ports, 'http' | 'clock'>,
  operation: OperationName,
  request: HttpRequest,
  timeoutMs: number,
): Observable<HttpResponse> =>
  defer(() => http(request)).pipe(
    filter(isResponse),
    take(1),
    throwIfEmpty(() => new NetworkError()),
    catchError((error: unknown) => throwError(() => failureOf(error, operation))),
    answeredWithin(timeoutMs, clock, () => new RequestTimeoutError({ operation })),
  );

const failureOf = (error: unknown, operation: OperationName): Error => {
  if (error instanceof NetworkError) return new NetworkError({ operation, kind: error.kind });
  return error instanceof InvalidArgumentError || error instanceof InternalError ? error : new InternalError(error);
};
