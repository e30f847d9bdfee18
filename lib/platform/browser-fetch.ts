import { InvalidArgumentError, NetworkError } from '../chat/errors.js';
import type { HttpRequest, HttpResponse, Ports } from '../engine/ports.js';
import { browserFailure, cutOff } from './browser-failure.js';
import { exchange, type Exchange } from './exchange.js';
import { announcedBytes, overlong, readBody, readHeaders } from './read-body.js';
import { isSecureOrLoopback } from './secure-url.js';
import { streamPieces } from './stream-pieces.js';
import type { WholeBody } from './whole-body.js';

/**
 * Sends a request by the platform's `fetch`, see {@link Ports}. No redirect is followed: it would carry the bearer to
 * another host. Browsers do not show where one leads, and there it is a failure; elsewhere it is an answer. Where
 * nothing is at stake it is followed, and an answer that came in clear from beyond this machine is none. Nothing
 * stands in for `fetch` where there is none, which is an {@link InvalidArgumentError}: what is made of XMLHttpRequest
 * follows redirects. Tells no progress of what is sent.
 */
export const browserFetch = (request: HttpRequest, body: string | WholeBody | undefined): ReturnType<Ports['http']> =>
  exchange(request, async (current) => {
    const { fetch }: { readonly fetch?: unknown } = globalThis;
    if (typeof fetch !== 'function') throw missing('this platform has no fetch');
    const response = await sent(request, body, current.signal);
    if (response.type === 'opaqueredirect') throw new NetworkError({ cause: new Error('the answer was a redirect') });
    if (response.redirected && !isSecureOrLoopback(response.url)) throw new NetworkError();
    const headers = readHeaders(response.headers);
    return { status: response.status, headers, body: await read(response, headers, request, current) };
  });

const sent = async (
  { url, method, headers, followsRedirects }: HttpRequest,
  body: string | WholeBody | undefined,
  signal: AbortSignal,
): Promise<Response> => {
  try {
    return await globalThis.fetch(url, {
      method,
      headers,
      ...(body !== undefined && { body }),
      redirect: followsRedirects === true ? 'follow' : 'manual',
      ...(isTaken(DISCREET) && DISCREET),
      signal,
    });
  } catch (error) {
    if (isOfAnotherRealm(error)) {
      throw missing('the fetch of this platform does not take its AbortSignal');
    }
    throw browserFailure(error);
  }
};

/** `fetch` and `AbortController` of two platforms, as where one was put into jsdom: no request would ever leave. */
const isOfAnotherRealm = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'message' in error && String(error.message).includes('AbortSignal');

/** What matters in browsers, where there are cookies, a cache and referrers. */
const DISCREET = { credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' } as const;

/** Cloudflare Workers throw at what they do not have (https://developers.cloudflare.com/workers/runtime-apis/request/). */
const isTaken = (options: RequestInit): boolean => {
  try {
    return new Request('https://localhost/', options) instanceof Request;
  } catch (error) {
    return error instanceof ReferenceError;
  }
};

const missing = (what: string): InvalidArgumentError =>
  new InvalidArgumentError(
    'ports.http',
    `is needed here: ${what}. For jest with jsdom see docs/recipes/testing-your-application.md`,
  );

/** React Native has no streams: there the whole answer comes at once, and is measured afterwards. */
const read = async (
  response: Response,
  headers: HttpResponse['headers'],
  request: HttpRequest,
  { tell }: Exchange,
): Promise<HttpResponse['body']> => {
  const stream: ReadableStream<Uint8Array> | null | undefined = response.body;
  // Pieces of text have to be put together, which takes a TextDecoder.
  if (stream && (request.responseType === 'bytes' || 'TextDecoder' in globalThis)) {
    return readBody(untilCut(streamPieces(stream)), request, announcedBytes(headers), tell);
  }
  const whole = await allOf(response, request).catch((error: unknown) => {
    throw cutOff(error);
  });
  if (whole.length > request.maxResponseBytes) throw overlong();
  return whole;
};

const allOf = async (response: Response, { responseType }: HttpRequest): Promise<HttpResponse['body']> =>
  responseType === 'bytes' ? new Uint8Array(await response.arrayBuffer()) : response.text();

async function* untilCut(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces;
  } catch (error) {
    throw cutOff(error);
  }
}
