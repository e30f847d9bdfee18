import { catchError, Observable, throwError } from 'rxjs';
import { asChatError, NetworkError } from '../chat/errors.js';
import type { HttpEvent, HttpRequest } from '../engine/ports.js';
import { browserFailure } from './browser-failure.js';
import { overlong } from './read-body.js';
import { assertSecure, isSecureOrLoopback } from './secure-url.js';
import type { WholeBody } from './whole-body.js';

/**
 * Sends bytes by XMLHttpRequest, which alone reports how far they have got. It follows redirects, so what carries a
 * bearer must not go this way; an answer that came in clear from beyond this machine is none.
 */
export const browserUpload = (request: HttpRequest, body: WholeBody): Observable<HttpEvent> =>
  new Observable<HttpEvent>((subscriber) => {
    assertSecure(request.url);
    const xhr = new XMLHttpRequest();
    xhr.upload.addEventListener('progress', ({ loaded }) => subscriber.next({ type: 'sent', bytes: loaded }));
    xhr.upload.addEventListener('load', ({ loaded }) => subscriber.next({ type: 'sent', bytes: loaded }));
    xhr.addEventListener('progress', ({ loaded }) => {
      if (loaded > request.maxResponseBytes) subscriber.error(overlong());
      else subscriber.next({ type: 'received', bytes: loaded });
    });
    xhr.addEventListener('load', () => {
      const { responseURL } = xhr;
      // Platforms that do not say where the answer came from leave it empty.
      if (responseURL && !isSecureOrLoopback(responseURL)) subscriber.error(new NetworkError());
      else {
        subscriber.next(responseOf(xhr, request));
        subscriber.complete();
      }
    });
    for (const type of ['error', 'timeout'] as const) {
      xhr.addEventListener(type, () => subscriber.error(browserFailure(undefined)));
    }
    xhr.addEventListener('abort', () => subscriber.error(new NetworkError({ kind: 'aborted' })));
    xhr.open(request.method, request.url);
    xhr.withCredentials = false;
    xhr.responseType = request.responseType === 'bytes' ? 'arraybuffer' : 'text';
    for (const [name, value] of Object.entries(request.headers)) xhr.setRequestHeader(name, value);
    xhr.send(body);
    return () => {
      if (xhr.readyState !== DONE) xhr.abort();
    };
  }).pipe(catchError((error: unknown) => throwError(() => asChatError(error))));

/** `XMLHttpRequest.DONE`, when there is nothing left to abort. */
const DONE = 4;

const responseOf = (xhr: XMLHttpRequest, { responseType }: HttpRequest): HttpEvent => {
  const answer: unknown = xhr.response;
  const text = typeof answer === 'string' ? answer : '';
  const bytes = answer instanceof ArrayBuffer ? new Uint8Array(answer) : new Uint8Array();
  return {
    type: 'response',
    status: xhr.status,
    headers: parseHeaders(xhr.getAllResponseHeaders()),
    body: responseType === 'bytes' ? bytes : text,
  };
};

const parseHeaders = (lines: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    lines
      .split('\r\n')
      .map((line) => /^([^:]+):\s*(.*)$/.exec(line))
      .flatMap((match) => (match === null ? [] : [[(match[1] ?? '').toLowerCase(), match[2] ?? '']])),
  );
