import { AttachmentBodyError } from '../chat/errors.js';
import type { HttpBody, HttpPiece } from '../engine/ports.js';
import { createPieceEncoder } from './piece-encoder.js';

/** A body that is read piece by piece. */
export type PiecewiseBody = Exclude<HttpBody, string | Uint8Array | Blob>;

/** How a body is read. */
export interface Reading {
  /** Ends the reading when nobody waits for it any more. */
  readonly signal: AbortSignal;
  /** How long the body may yield nothing. @defaultValue `Infinity` */
  readonly bodySilenceMs?: number | undefined;
}

/** So many pieces without a byte, one after the other, are as good as none: they would keep the process busy. */
const MOST_EMPTY_PIECES = 10_000;

/**
 * Reads a body piece by piece, as bytes. Throws an {@link AttachmentBodyError} for whatever goes wrong, and lets go of
 * the source at the end, also while a piece is awaited: an iterator is told to return, a stream is cancelled or destroyed.
 */
export async function* readPieces(
  body: PiecewiseBody,
  { signal, bodySilenceMs }: Reading,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let source: Source | undefined;
  try {
    const toBytes = createPieceEncoder();
    source = open(body);
    let empty = 0;
    for (let isDone = false; !isDone;) {
      const step = await inTime(source.next(), signal, bodySilenceMs);
      isDone = step.done === true;
      const bytes = toBytes(isDone ? '' : step.value, isDone);
      empty = bytes.byteLength > 0 ? 0 : empty + 1;
      if (empty > MOST_EMPTY_PIECES) throw new AttachmentBodyError('silent');
      if (bytes.byteLength > 0) yield bytes;
    }
    source = undefined;
  } catch (error) {
    throw error instanceof AttachmentBodyError ? error : new AttachmentBodyError('failed', error);
  } finally {
    source?.release();
  }
}

interface Source {
  readonly next: () => PromiseLike<IteratorResult<unknown>>;
  readonly release: () => void;
}

const open = (body: PiecewiseBody): Source => {
  if (isStream(body)) {
    // By its reader, for Safari's streams are not iterable.
    const reader = body.getReader();
    return { next: () => reader.read(), release: () => quietly(() => reader.cancel()) };
  }
  const iterator = body[Symbol.asyncIterator]();
  return {
    next: () => iterator.next(),
    release: () => {
      quietly(() => iterator.return?.());
      // The iterator of a stream of Node returns only after the piece that it waits for.
      if ('destroy' in body && typeof body.destroy === 'function') Reflect.apply(body.destroy, body, []);
    },
  };
};

const isStream = (body: PiecewiseBody): body is ReadableStream<HttpPiece> => 'getReader' in body;

/** What becomes of a source that nobody reads any more is its own affair. */
const quietly = (act: () => unknown): void => {
  new Promise((resolve) => resolve(act())).catch(() => undefined);
};

const inTime = <T>(step: T | PromiseLike<T>, signal: AbortSignal, ms = Infinity): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    };
    const settle = (how: () => void): void => {
      stop();
      how();
    };
    const abort = (): void => settle(() => reject(new AttachmentBodyError('failed')));
    const timer = Number.isFinite(ms)
      ? setTimeout(() => settle(() => reject(new AttachmentBodyError('silent'))), ms)
      : undefined;
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    Promise.resolve(step).then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(toError(error))),
    );
  });

const toError = (error: unknown): Error => (error instanceof Error ? error : new AttachmentBodyError('failed', error));
