import { catchError, from, map, Observable, of, switchMap, throwError } from 'rxjs';
import { AttachmentBodyError } from '../chat/errors.js';
import type { HttpBody, HttpEvent, HttpRequest, Ports } from '../engine/ports.js';
import { browserFetch } from './browser-fetch.js';
import { browserUpload } from './browser-upload.js';
import { wholeBody, type WholeBody } from './whole-body.js';

/** Set by the browser itself; it complains when anybody else tries. */
const FORBIDDEN: ReadonlySet<string> = new Set(['content-length', 'host', 'connection']);

/** Sends a request, see {@link Ports}: bytes with their progress where no bearer is at stake, all else by `fetch`. */
export const browserHttp: Ports['http'] = (request) => {
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => !FORBIDDEN.has(name.toLowerCase())),
  );
  const allowed = { ...request, headers };
  const { body } = request;
  if (body === undefined || typeof body === 'string') return browserFetch(allowed, body);
  const hasBearer = Object.keys(headers).some((name) => name.toLowerCase() === 'x-amz-bearer');
  const canTellProgress = 'XMLHttpRequest' in globalThis && !hasBearer;
  const send = (whole: WholeBody): Observable<HttpEvent> =>
    (canTellProgress ? browserUpload(allowed, whole) : browserFetch(allowed, whole)).pipe(
      catchError((error: unknown) => blame(whole, error)),
    );
  return collect(body, request).pipe(
    // switchMap: there is one whole body, and it comes last.
    switchMap((step) => (step.type === 'whole' ? send(step.body) : of(step))),
  );
};

/** The body in one piece. Until then each portion is a sign of life: nothing of it has been sent. */
const collect = (
  body: Exclude<HttpBody, string>,
  { bodyBytes, bodySilenceMs }: HttpRequest,
): Observable<HttpEvent | { readonly type: 'whole'; readonly body: WholeBody }> =>
  new Observable((subscriber) => {
    const abort = new AbortController();
    const taken = (): void => subscriber.next({ type: 'sent', bytes: 0 });
    wholeBody(body, { bodyBytes, bodySilenceMs, taken, signal: abort.signal }).then(
      (whole) => {
        subscriber.next({ type: 'whole', body: whole });
        subscriber.complete();
      },
      (error: unknown) => subscriber.error(error),
    );
    return () => abort.abort();
  });

/** Errors with what went wrong: platforms do not tell a file that has gone from a network that has. */
const blame = (body: WholeBody, error: unknown): Observable<never> => {
  // React Native's Blobs cannot be read in parts.
  if (!(body instanceof Blob) || !('arrayBuffer' in body)) return throwError(() => error);
  return from(body.slice(0, 1).arrayBuffer()).pipe(
    catchError((failure: unknown) => throwError(() => new AttachmentBodyError('failed', failure))),
    map(() => {
      throw error;
    }),
  );
};
