import { catchError, defer, filter, map, of, throwError, type Observable } from 'rxjs';
import { ajax, AjaxError, type AjaxResponse } from 'rxjs/ajax';
import { asChatError } from '../chat/errors.js';
import type { HttpEvent, HttpRequest } from '../engine/ports.js';
import { browserFailure } from './browser-failure.js';
import { overlong } from './read-body.js';
import { assertSecure } from './secure-url.js';
import type { WholeBody } from './whole-body.js';

/**
 * Sends bytes by XMLHttpRequest, which alone tells how far they have got. It follows redirects, so what carries a
 * bearer must not go this way.
 */
export const browserUpload = (request: HttpRequest, body: WholeBody): Observable<HttpEvent> =>
  defer(() => {
    assertSecure(request.url);
    return ajax<string | ArrayBuffer | null>({
      url: request.url,
      method: request.method,
      headers: request.headers,
      body,
      responseType: request.responseType === 'bytes' ? 'arraybuffer' : 'text',
      // Or it would add a header of its own, which the signature of the url does not know.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else turns that header off
      crossDomain: true,
      includeUploadProgress: true,
      includeDownloadProgress: true,
    });
  }).pipe(
    map((progress) => toHttpEvent(progress, request)),
    // Statuses from 400 on come as errors.
    catchError((error: unknown) =>
      error instanceof AjaxError && error.status > 0
        ? of(toResponse(error.xhr, request))
        : throwError(() => (error instanceof AjaxError ? browserFailure(error) : asChatError(error))),
    ),
    filter((event) => event !== undefined),
  );

const toHttpEvent = (progress: AjaxResponse<unknown>, request: HttpRequest): HttpEvent | undefined => {
  switch (progress.type) {
    case 'upload_progress':
    case 'upload_load':
      return { type: 'sent', bytes: progress.loaded };
    case 'download_progress':
      if (progress.loaded > request.maxResponseBytes) throw overlong();
      return { type: 'received', bytes: progress.loaded };
    case 'download_load':
      return toResponse(progress.xhr, request);
    default:
      return undefined;
  }
};

const toResponse = (xhr: XMLHttpRequest, { responseType }: HttpRequest): HttpEvent => {
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
