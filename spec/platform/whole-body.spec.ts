import type { HttpBody } from '../../lib/engine/ports.js';
import { wholeBody, type WholeBody } from '../../lib/platform/whole-body.js';

const bytes = Uint8Array.of(1, 2, 3, 4);
const read = (body: Exclude<HttpBody, string>, bodyBytes?: number): Promise<WholeBody> =>
  wholeBody(body, { bodyBytes, taken: () => undefined, signal: new AbortController().signal });

describe('wholeBody', () => {
  it('copies a part of a larger buffer into one of its own', async () => {
    const whole = await read(bytes.subarray(1, 3));
    expect(whole).toEqual(Uint8Array.of(2, 3));
    expect(whole).toMatchObject({ buffer: { byteLength: 2 } });
  });

  it('leaves a blob as it is', async () => {
    const blob = new Blob([bytes]);
    expect(await read(blob)).toBe(blob);
  });

  it('collects an iterable', async () => {
    async function* pieces(): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, 1);
      yield await Promise.resolve(bytes.subarray(1));
    }
    expect(await read(pieces())).toEqual(bytes);
  });

  it('collects a stream that cannot be iterated, as in Safari', async () => {
    const stream = new Blob([bytes]).stream();
    Object.defineProperty(stream, Symbol.asyncIterator, { value: undefined });
    expect(await read(stream)).toEqual(bytes);
  });
});
