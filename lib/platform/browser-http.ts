import { catchError, defer, switchMap, throwError } from 'rxjs';
import { NetworkError } from '../chat/errors.js';
import type { Ports } from '../engine/ports.js';
import { browserFetch } from './browser-fetch.js';
import { browserUpload } from './browser-upload.js';
import { wholeBody } from './whole-body.js';

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
  return defer(() => wholeBody(body)).pipe(
    catchError(() => throwError(() => new NetworkError({ cause: new Error('the body could not be read') }))),
    switchMap((whole) => (canTellProgress ? browserUpload(allowed, whole) : browserFetch(allowed, whole))),
  );
};
