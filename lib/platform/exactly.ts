import { AttachmentBodyError } from '../chat/errors.js';

/**
 * Passes on the pieces of a body that has to have so many bytes. Throws an {@link AttachmentBodyError} where there are
 * fewer, and instead of giving more: what came after would be read as the next request. The last piece waits until it is
 * sure that none follows, so that what is too long never arrives whole.
 */
export async function* exactly<T extends Uint8Array>(
  pieces: AsyncIterable<T> | Iterable<T>,
  bodyBytes: number,
): AsyncGenerator<T> {
  let bytes = 0;
  let last: T | undefined;
  for await (const piece of pieces) {
    bytes += piece.byteLength;
    if (bytes > bodyBytes) throw new AttachmentBodyError('tooLong');
    if (bytes < bodyBytes) yield piece;
    else last ??= piece;
  }
  if (bytes < bodyBytes) throw new AttachmentBodyError('tooShort');
  if (last !== undefined) yield last;
}
