import { AttachmentBodyError } from '../chat/errors.js';
import type { HttpBody } from '../engine/ports.js';
import { exactly } from './exactly.js';
import { readPieces, type Reading } from './read-pieces.js';

/** Bytes handed over at a time, so that progress is seen and little waits in memory. */
const PORTION_BYTES = 65_536;

/** How a body is cut into portions. */
export interface Portioning extends Reading {
  /** The length that is announced; none where nobody knows it. */
  readonly bodyBytes?: number | undefined;
  /** Hears how many bytes the consumer has asked beyond so far, once for each portion. */
  readonly taken: (bytes: number) => void;
}

/** Cuts a body into portions. Throws an {@link AttachmentBodyError} where it cannot be read, or has another length. */
export async function* portions(
  body: Exclude<HttpBody, string>,
  { bodyBytes, taken, ...reading }: Portioning,
): AsyncGenerator<Uint8Array> {
  const read = pieces(body, reading);
  let bytes = 0;
  for await (const piece of bodyBytes === undefined ? read : exactly(read, bodyBytes)) {
    for (const portion of cut(piece)) {
      yield portion;
      bytes += portion.byteLength;
      taken(bytes);
    }
  }
}

const pieces = (
  body: Exclude<HttpBody, string>,
  reading: Reading,
): AsyncIterable<Uint8Array> | Iterable<Uint8Array> => {
  if (ArrayBuffer.isView(body)) return [body];
  return isBlob(body) ? slices(body) : readPieces(body, reading);
};

async function* slices(blob: Blob): AsyncGenerator<Uint8Array> {
  try {
    for (let at = 0; at < blob.size; at += PORTION_BYTES) {
      yield new Uint8Array(await blob.slice(at, at + PORTION_BYTES).arrayBuffer());
    }
  } catch (error) {
    throw new AttachmentBodyError('failed', error);
  }
}

function* cut(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += PORTION_BYTES) yield bytes.subarray(at, at + PORTION_BYTES);
}

/** How many bytes a body has, where that can be known without reading it. */
export const sizeOf = (body: Exclude<HttpBody, string>): number | undefined =>
  ArrayBuffer.isView(body) ? body.byteLength : isBlob(body) ? body.size : undefined;

const isBlob = (body: object): body is Blob => 'size' in body && 'slice' in body;
