import { wholeBody } from '../../lib/platform/whole-body.js';

const bytes = Uint8Array.of(1, 2, 3, 4);

describe('wholeBody', () => {
  it('copies a part of a larger buffer into one of its own', async () => {
    const whole = await wholeBody(bytes.subarray(1, 3));
    expect(whole).toEqual(Uint8Array.of(2, 3));
    expect(whole).toMatchObject({ buffer: { byteLength: 2 } });
  });

  it('leaves a blob as it is', async () => {
    const blob = new Blob([bytes]);
    expect(await wholeBody(blob)).toBe(blob);
  });

  it('collects an iterable', async () => {
    async function* pieces(): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, 1);
      yield await Promise.resolve(bytes.subarray(1));
    }
    expect(await wholeBody(pieces())).toEqual(bytes);
  });

  it('collects a stream that cannot be iterated, as in Safari', async () => {
    const stream = new Blob([bytes]).stream();
    Object.defineProperty(stream, Symbol.asyncIterator, { value: undefined });
    expect(await wholeBody(stream)).toEqual(bytes);
  });
});
