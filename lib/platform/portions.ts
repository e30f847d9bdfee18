import type { HttpBody } from '../engine/ports.js';

/** Bytes handed over at a time, so that progress is seen and little waits in memory. */
const PORTION_BYTES = 65_536;

/**
 * Cuts a body into portions; `taken` hears how many bytes the consumer has asked beyond so far, once for each portion.
 * Throws instead of giving more than `maxBytes`, the length that was announced: what came after it would be read as the
 * next request.
 */
export async function* portions(
  body: Exclude<HttpBody, string>,
  taken: (bytes: number) => void,
  maxBytes = Infinity,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const portion of pieces(body)) {
    if (bytes + portion.byteLength > maxBytes) throw new Error('the body is longer than announced');
    yield portion;
    bytes += portion.byteLength;
    taken(bytes);
  }
}

async function* pieces(body: Exclude<HttpBody, string>): AsyncGenerator<Uint8Array> {
  if (body instanceof Uint8Array) yield* cut(body);
  else if (!isBlob(body)) for await (const piece of body) yield* cut(piece);
  else {
    for (let at = 0; at < body.size; at += PORTION_BYTES) {
      yield new Uint8Array(await body.slice(at, at + PORTION_BYTES).arrayBuffer());
    }
  }
}

function* cut(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += PORTION_BYTES) yield bytes.subarray(at, at + PORTION_BYTES);
}

/** How many bytes a body has, where that can be known without reading it. */
export const sizeOf = (body: Exclude<HttpBody, string>): number | undefined =>
  body instanceof Uint8Array ? body.byteLength : isBlob(body) ? body.size : undefined;

const isBlob = (body: Blob | AsyncIterable<Uint8Array>): body is Blob => 'size' in body && 'slice' in body;
