import { Observable } from 'rxjs';
import { AttachmentBodyError, NetworkError } from '../chat/errors.js';
import type { HttpEvent, HttpRequest, HttpResponse } from '../engine/ports.js';
import { assertSecure } from './secure-url.js';

/** What a promised request needs of the observable that it serves. */
export interface Exchange {
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  readonly tell: (event: HttpEvent) => void;
  /** Ends the exchange in failure, for what no promise reports. */
  readonly fail: (error: unknown) => void;
}

/**
 * Turns a promised request into an observable: subscribing sends, unsubscribing aborts. Errors with a
 * {@link NetworkError}, with an {@link AttachmentBodyError} when the body is to blame, or with an
 * `InvalidArgumentError` when the url would be reached in clear.
 */
export const exchange = (
  { url }: HttpRequest,
  perform: (exchange: Exchange) => Promise<HttpResponse>,
): Observable<HttpEvent> =>
  new Observable((subscriber) => {
    assertSecure(url);
    const abort = new AbortController();
    const fail = (error: unknown): void =>
      subscriber.error(error instanceof AttachmentBodyError ? error : toNetworkError(error));
    const tell = (event: HttpEvent): void => subscriber.next(event);
    perform({ signal: abort.signal, tell, fail }).then((response) => {
      subscriber.next({ type: 'response', ...response });
      subscriber.complete();
    }, fail);
    return () => abort.abort();
  });

/** What the platforms say of a failure holds the url, and that may be signed: of theirs only the code is kept. */
export const toNetworkError = (error: unknown): NetworkError => {
  if (error instanceof NetworkError) return error;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)
    ? new NetworkError({ cause: new Error(code) })
    : new NetworkError();
};
