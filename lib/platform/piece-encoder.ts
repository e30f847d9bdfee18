import { AttachmentBodyError } from '../chat/errors.js';
import { encodeUtf8 } from '../protocol/utf8.js';
import { join } from './join.js';

/**
 * Creates what makes bytes of pieces: of text in UTF-8, and of any array, view or buffer. A character may be cut in two
 * by them: half of it waits for the next piece. Throws an {@link AttachmentBodyError} for what is neither.
 */
export const createPieceEncoder = (): ((piece: unknown, isLast: boolean) => Uint8Array<ArrayBuffer>) => {
  let half = '';
  return (piece, isLast) => {
    if (typeof piece === 'string') {
      const text = half + piece;
      half = !isLast && /[\ud800-\udbff]$/.test(text) ? text.slice(-1) : '';
      return encodeUtf8(text.slice(0, text.length - half.length));
    }
    const bytes = bytesOf(piece);
    const before = encodeUtf8(half);
    half = '';
    return before.byteLength === 0 ? bytes : join([before, bytes]);
  };
};

const bytesOf = (piece: unknown): Uint8Array<ArrayBuffer> => {
  // A copy: what is shared with others may change, and no platform sends what is shared with other threads.
  if (ArrayBuffer.isView(piece)) return new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength).slice();
  if (isBuffer(piece)) return new Uint8Array(piece).slice();
  throw new AttachmentBodyError('wrongPiece');
};

const isBuffer = (piece: unknown): piece is ArrayBufferLike =>
  /^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(piece));
