import { Observable } from 'rxjs';
import { asChatError, isChatError, NetworkError, type NetworkFailure } from '../chat/errors.js';
import type { HttpEvent, HttpRequest, HttpResponse } from '../engine/ports.js';
import { networkCode, networkKind } from './network-kind.js';
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
 * {@link NetworkError}, with an `AttachmentBodyError` when the body is to blame, with an `InvalidArgumentError` when the
 * url would be reached in clear, and with an `InternalError` when it is not the network that failed.
 */
export const exchange = (
  { url }: HttpRequest,
  perform: (exchange: Exchange) => Promise<HttpResponse>,
): Observable<HttpEvent> =>
  new Observable((subscriber) => {
    assertSecure(url);
    const abort = new AbortController();
    const fail = (error: unknown): void =>
      subscriber.error(!isChatError(error) && isNetworks(error) ? toNetworkError(error) : asChatError(error));
    const tell = (event: HttpEvent): void => subscriber.next(event);
    perform({ signal: abort.signal, tell, fail }).then((response) => {
      subscriber.next({ type: 'response', ...response });
      subscriber.complete();
    }, fail);
    return () => abort.abort();
  });

/**
 * What the platform says of a failure holds the url, and that may be signed: of it only the code is kept, and the kind
 * that the code tells. `unsaid` is the kind where there is no code, or one that tells nothing.
 */
export const toNetworkError = (error: unknown, unsaid?: NetworkFailure): NetworkError => {
  const code = networkCode(error);
  return new NetworkError({
    kind: networkKind(code) ?? unsaid,
    ...(code !== undefined && { cause: new Error(code) }),
  });
};

/**
 * Whether the network failed, or somebody made a mistake. node-fetch's errors have a name of their own, Node's a code;
 * a code that complains of an argument is a mistake.
 */
const isNetworks = (error: unknown): boolean => {
  if (error instanceof Error && /^(FetchError|AbortError)$/.test(error.name)) return true;
  const code = networkCode(error);
  return code !== undefined && !/^ERR_(HTTP_)?INVALID_/.test(code);
};
