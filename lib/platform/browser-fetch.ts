import { NetworkError } from '../chat/errors.js';
import type { HttpRequest, HttpResponse, Ports } from '../engine/ports.js';
import { exchange, type Exchange } from './exchange.js';
import { announcedBytes, overlong, readBody, readHeaders } from './read-body.js';
import { isSecureOrLoopback } from './secure-url.js';
import { streamPieces } from './stream-pieces.js';
import type { WholeBody } from './whole-body.js';

/**
 * Sends a request by the platform's `fetch`, see {@link Ports}. A redirect is a failure: followed, it would carry the
 * bearer to another host, and browsers do not show where it leads. Where nothing is at stake it is followed, and an
 * answer that came in clear from beyond this machine is none. Nothing stands in for `fetch` where there is
 * none: what is made of XMLHttpRequest follows redirects. Tells no progress of what is sent.
 */
export const browserFetch = (request: HttpRequest, body: string | WholeBody | undefined): ReturnType<Ports['http']> =>
  exchange(request, async (current) => {
    const response = await globalThis.fetch(request.url, {
      method: request.method,
      headers: request.headers,
      ...(body !== undefined && { body }),
      redirect: request.followsRedirects === true ? 'follow' : 'error',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: current.signal,
    });
    if (response.redirected && !isSecureOrLoopback(response.url)) throw new NetworkError();
    const headers = readHeaders(response.headers);
    return { status: response.status, headers, body: await read(response, headers, request, current) };
  });

/** React Native has no streams: there the whole answer comes at once, and is measured afterwards. */
const read = async (
  response: Response,
  headers: HttpResponse['headers'],
  request: HttpRequest,
  { tell }: Exchange,
): Promise<HttpResponse['body']> => {
  const stream: ReadableStream<Uint8Array> | null | undefined = response.body;
  if (stream) return readBody(streamPieces(stream), request, announcedBytes(headers), tell);
  const whole = request.responseType === 'bytes' ? new Uint8Array(await response.arrayBuffer()) : await response.text();
  if (whole.length > request.maxResponseBytes) throw overlong();
  return whole;
};
