import type { HttpBody } from '../engine/ports.js';
import { join } from './join.js';
import { streamPieces } from './stream-pieces.js';

/** What both `fetch` and XMLHttpRequest of every browser can send. */
export type WholeBody = Blob | Uint8Array<ArrayBuffer>;

/**
 * A body in one piece, for browsers cannot be relied on to send streams. Bytes are copied into a buffer of their own:
 * XMLHttpRequest by way of rxjs sends the whole buffer, not the part of it that an array shows.
 */
export const wholeBody = async (body: Exclude<HttpBody, string>): Promise<WholeBody> => {
  if (body instanceof Uint8Array) return body.slice();
  if (body instanceof Blob) return body;
  const pieces: Uint8Array[] = [];
  for await (const piece of isStream(body) ? streamPieces(body) : body) pieces.push(piece);
  return join(pieces);
};

const isStream = (body: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>): body is ReadableStream<Uint8Array> =>
  'getReader' in body;
