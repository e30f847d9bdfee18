import { either as E } from 'fp-ts';
import { decodeFrame } from '../../protocol/decode-frame.js';
import type { Frame } from '../../protocol/frame.js';
import type { Diagnostic } from '../diagnostic.js';

interface Diagnosed {
  readonly type: 'diagnostic';
  readonly diagnostic: Diagnostic;
}

const diagnosed = (diagnostic: Diagnostic): Diagnosed => ({ type: 'diagnostic', diagnostic });

/** What else than text can come is binary, or of a kind that will be unreadable anyway. */
const sizeOf = (frame: unknown): number => {
  if (typeof frame === 'string') return frame.length;
  return frame instanceof Uint8Array || frame instanceof ArrayBuffer ? frame.byteLength : 0;
};

/** What a frame says once the gateway's own error has become a diagnostic. */
type Readable = Exclude<Frame, { readonly type: 'gatewayError' }>;

/**
 * Reads one frame of the socket, in one decoding; what cannot be used becomes a diagnostic. Total.
 *
 * A text is measured by its length, which its UTF-8 size never falls below: encoding each frame only to measure it
 * would cost more than the limit protects.
 */
export const readFrame = (text: unknown, maxFrameBytes: number, now: () => number): Readable | Diagnosed => {
  const sizeInBytes = sizeOf(text);
  if (sizeInBytes > maxFrameBytes) return diagnosed({ type: 'oversizedFrame', at: now(), sizeInBytes });
  const decoded = decodeFrame(text);
  if (E.isLeft(decoded)) {
    return diagnosed({ type: 'unreadableFrame', at: now(), problems: decoded.left.problems });
  }
  const frame = decoded.right;
  return frame.type === 'gatewayError' ? diagnosed({ type: 'gatewayError', at: now() }) : frame;
};
