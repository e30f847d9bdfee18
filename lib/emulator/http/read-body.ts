import type { IncomingMessage } from 'node:http';

/** Reads a request's body; resolves with `undefined` if it is longer than the limit, rejects if the client gives up. */
export const readBody = async (request: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    // What is too long is still read to its end, otherwise the client sees a broken connection instead of the answer.
    if (size <= limitBytes) chunks.push(bytes);
  }
  return size > limitBytes ? undefined : Buffer.concat(chunks);
};
