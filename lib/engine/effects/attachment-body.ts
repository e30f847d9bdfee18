import { InvalidArgumentError } from '../../chat/errors.js';
import { encodeUtf8 } from '../../protocol/utf8.js';
import type { HttpPiece } from '../ports.js';

/** The bytes of a file, or where they come from. */
export type AttachmentBody =
  string | ArrayBufferView | ArrayBufferLike | Blob | AsyncIterable<HttpPiece> | ReadableStream<HttpPiece>;

/** A body whose kind is known, ready to be sent. */
export type ReadyBody =
  /** It has a size, and can be sent more than once. */
  | { readonly isReplayable: true; readonly body: Uint8Array | Blob; readonly sizeInBytes: number }
  /** It is read piece by piece, once. */
  | { readonly isReplayable: false; readonly body: AsyncIterable<HttpPiece> | ReadableStream<HttpPiece> };

/**
 * Finds out what a body is, by what it can do: classes differ between realms and platforms. Throws an
 * {@link InvalidArgumentError} that names `body`. Its bytes are not touched, but that text is encoded as UTF-8, and
 * what is shared with other threads is copied, up to `maxBytes`: it could change on the way.
 */
export const readAttachmentBody = (body: unknown, maxBytes: number): ReadyBody => {
  if (typeof body === 'string') return ofBytes(encodeUtf8(body));
  if (ArrayBuffer.isView(body)) return ofBytes(bytesOf(body.buffer, body.byteOffset, body.byteLength, maxBytes));
  if (isBuffer(body)) return ofBytes(bytesOf(body, 0, body.byteLength, maxBytes));
  if (isBlob(body)) return { isReplayable: true, body, sizeInBytes: body.size };
  if (isWebStream(body)) {
    if (body.locked) throw unusable('must not be locked: release its reader, or read it and give the bytes');
    return { isReplayable: false, body };
  }
  if (isAsyncIterable(body)) {
    if (isNodeStream(body)) checkNodeStream(body);
    return { isReplayable: false, body };
  }
  throw unusable(ruleFor(body));
};

/**
 * Listens to the failures of a stream of Node, which would end the process while nobody reads it yet. What has failed
 * by then fails again when it is read.
 */
export const expectFailure = (body: ReadyBody['body']): void => {
  if (isNodeStream(body) && typeof body.on === 'function') Reflect.apply(body.on, body, ['error', () => undefined]);
};

/** Whether something is a Blob, of whatever realm or platform; a `File` is one with a name. */
export const isBlob = (value: unknown): value is Blob =>
  isObject(value) &&
  'size' in value &&
  typeof value.size === 'number' &&
  'type' in value &&
  'slice' in value &&
  typeof value.slice === 'function';

/** Whether something stands for a file that is read by its address, as in React Native. */
export const hasUri = (value: unknown): boolean => isObject(value) && 'uri' in value;

/** What to do with a file that is known by its address only. */
export const READ_URI_FIRST = 'must have its bytes: read a uri first, by await (await fetch(uri)).blob()';

const unusable = (rule: string): InvalidArgumentError => new InvalidArgumentError('body', rule);

const ruleFor = (body: unknown): string => {
  if (hasUri(body)) return READ_URI_FIRST;
  if (isObject(body) && 'then' in body) return 'must not be a promise: await it first';
  return 'must be text, bytes, a Blob, a readable stream, or an async iterable of bytes or text';
};

const ofBytes = (body: Uint8Array): ReadyBody => ({ isReplayable: true, body, sizeInBytes: body.byteLength });

const bytesOf = (buffer: ArrayBufferLike, at: number, byteLength: number, maxBytes: number): Uint8Array => {
  // One that has been handed to another thread has no bytes left, and nothing can be made of it.
  if (byteLength === 0) return new Uint8Array();
  const bytes = new Uint8Array(buffer, at, byteLength);
  return isShared(buffer) && byteLength <= maxBytes ? bytes.slice() : bytes;
};

const tagOf = (value: unknown): string => Object.prototype.toString.call(value);
const isShared = (value: unknown): boolean => tagOf(value) === '[object SharedArrayBuffer]';
const isBuffer = (value: unknown): value is ArrayBufferLike =>
  isObject(value) && 'byteLength' in value && (tagOf(value) === '[object ArrayBuffer]' || isShared(value));

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isWebStream = (value: unknown): value is ReadableStream<HttpPiece> =>
  isObject(value) && 'getReader' in value && typeof value.getReader === 'function';

const isAsyncIterable = (value: unknown): value is AsyncIterable<HttpPiece> =>
  isObject(value) && Symbol.asyncIterator in value && typeof value[Symbol.asyncIterator] === 'function';

/** As much of a stream of Node as shows whether all of it is still to come. */
interface NodeStreamLike {
  readonly pipe: unknown;
  readonly on?: unknown;
  readonly destroyed?: unknown;
  readonly readableEnded?: unknown;
  readonly readableFlowing?: unknown;
  readonly readableEncoding?: unknown;
}

const isNodeStream = (value: object): value is NodeStreamLike => 'pipe' in value;

const checkNodeStream = (stream: NodeStreamLike): void => {
  if (stream.readableEnded === true) throw unusable('must not have been read to its end');
  if (stream.destroyed === true) throw unusable('must not be destroyed');
  if (stream.readableFlowing === true) throw unusable('must not be read elsewhere at the same time');
  const encoding = stream.readableEncoding ?? 'utf8';
  if (encoding !== 'utf8' && encoding !== 'utf-8') throw unusable('must give bytes, or text of UTF-8');
};
