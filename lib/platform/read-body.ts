import { NetworkError } from '../chat/errors.js';
import type { HttpEvent, HttpRequest, HttpResponse } from '../engine/ports.js';
import { join } from './join.js';

/** An answer whose body is longer than the request allows. */
export const overlong = (): NetworkError =>
  new NetworkError({ cause: new Error('the answer is longer than maxResponseBytes') });

/** Reads the body of an answer piece by piece and tells the progress; rejects as soon as it is longer than allowed. */
export const readBody = async (
  pieces: AsyncIterable<Uint8Array>,
  { responseType, maxResponseBytes }: HttpRequest,
  totalBytes: number | undefined,
  tell: (event: HttpEvent) => void,
  decode: (bytes: Uint8Array) => string = (bytes) => new TextDecoder().decode(bytes),
): Promise<HttpResponse['body']> => {
  const kept: Uint8Array[] = [];
  let bytes = 0;
  if (totalBytes !== undefined && totalBytes > maxResponseBytes) throw overlong();
  for await (const piece of pieces) {
    bytes += piece.byteLength;
    if (bytes > maxResponseBytes) throw overlong();
    kept.push(piece);
    tell({ type: 'received', bytes, ...(totalBytes !== undefined && { totalBytes }) });
  }
  const body = join(kept);
  return responseType === 'bytes' ? body : decode(body);
};

/** The answer's headers by lower-case name. */
export const readHeaders = (headers: Headers): Readonly<Record<string, string>> => {
  const read: (readonly [string, string])[] = [];
  headers.forEach((value, name) => read.push([name.toLowerCase(), value]));
  return Object.fromEntries(read);
};

/** How long the body says it will be; unknown where it travels compressed, for then the header counts other bytes. */
export const announcedBytes = (headers: Readonly<Record<string, string>>): number | undefined => {
  const length = headers['content-length'];
  return length === undefined || headers['content-encoding'] !== undefined ? undefined : Number(length);
};
