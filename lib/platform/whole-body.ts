import { AttachmentBodyError } from '../chat/errors.js';
import type { HttpBody } from '../engine/ports.js';
import { join } from './join.js';
import { portions, sizeOf, type Portioning } from './portions.js';

/** What both `fetch` and XMLHttpRequest of every browser can send. */
export type WholeBody = Blob | Uint8Array<ArrayBuffer>;

/**
 * A body in one piece, for browsers cannot be relied on to send streams. A Blob of the platform stays what it is, and is
 * read while it is sent; what is only like one is read here, for the platform would send its name. Throws an
 * {@link AttachmentBodyError} where the body cannot be read, or has another length than announced.
 */
export const wholeBody = async (body: Exclude<HttpBody, string>, portioning: Portioning): Promise<WholeBody> => {
  const size = sizeOf(body);
  const { bodyBytes = size } = portioning;
  if (ArrayBuffer.isView(body) || body instanceof Blob) {
    if (size !== bodyBytes) throw new AttachmentBodyError(Number(size) < Number(bodyBytes) ? 'tooShort' : 'tooLong');
    // A copy, for what is sent is the buffer, not the part of it that an array shows.
    return ArrayBuffer.isView(body) ? body.slice() : body;
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of portions(body, { ...portioning, bodyBytes })) pieces.push(piece);
  return join(pieces);
};
