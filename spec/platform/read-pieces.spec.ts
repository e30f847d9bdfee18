import { PassThrough, Readable } from 'node:stream';
import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import type { HttpPiece } from '../../lib/engine/ports.js';
import { readPieces, type PiecewiseBody } from '../../lib/platform/read-pieces.js';
import { until } from '../support/loopback.js';

const { signal } = new AbortController();

const read = async (body: PiecewiseBody, bodySilenceMs?: number): Promise<Buffer> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of readPieces(body, { signal, bodySilenceMs })) pieces.push(piece);
  return Buffer.concat(pieces);
};
const failure = (body: PiecewiseBody, bodySilenceMs?: number): Promise<unknown> =>
  read(body, bodySilenceMs).then(
    () => undefined,
    (error: unknown) => error,
  );
async function* of(...pieces: ReadonlyArray<unknown>): AsyncGenerator<HttpPiece> {
  // As JavaScript may give anything.
  for (const piece of pieces) yield await Promise.resolve(piece as HttpPiece);
}
const iteratorOf = (next: () => unknown): PiecewiseBody =>
  ({ [Symbol.asyncIterator]: () => ({ next }) }) as unknown as PiecewiseBody;
const silent = (): PiecewiseBody => iteratorOf(() => new Promise(() => undefined));

describe('readPieces', () => {
  it.each<readonly [string, unknown, string]>([
    ['text', 'é', 'é'],
    ['bytes', Buffer.from('ab'), 'ab'],
    ['a part of a buffer', Buffer.from('abcd').subarray(1, 3), 'bc'],
    ['a view', new DataView(Uint8Array.of(97, 98).buffer, 1), 'b'],
    ['numbers of two bytes', Uint16Array.of(0x6261), 'ab'],
    ['a buffer', Uint8Array.of(97).buffer, 'a'],
    ['a shared buffer', Object.assign(new SharedArrayBuffer(1)), '\0'],
    ['bytes of another realm', runInNewContext('Uint8Array.of(97)'), 'a'],
  ])('makes bytes of %s', async (_, piece, text) => {
    expect(String(await read(of(piece)))).toBe(text);
  });

  it('encodes text alike, whatever it is cut into', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.array(fc.nat(20)), async (text, cuts) => {
        const ends = [...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length];
        const pieces = ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end));
        expect(await read(of(...pieces))).toEqual(Buffer.from(text));
      }),
    );
  });

  it.each<readonly [string, ReadonlyArray<unknown>]>([
    ['at the end', ['a\ud83d']],
    ['before bytes', ['a\ud83d', Uint8Array.of()]],
  ])('replaces half a character %s', async (_, pieces) => {
    expect(String(await read(of(...pieces)))).toBe('a\ufffd');
  });

  it.each([
    ['a stream of the web', new Blob(['abc']).stream()],
    ['a stream of Node', Readable.from([Buffer.from('ab'), 'c'])],
    ['a stream through which others write', new PassThrough().end('abc')],
    [
      'an iterator that does not wait',
      iteratorOf([{ value: 'abc' }, { done: true }].shift.bind([{ value: 'abc' }, { done: true }])),
    ],
  ])('reads %s', async (_, body) => {
    expect(String(await read(body))).toBe('abc');
  });

  it.each([5, null, undefined, {}, [1], new Date(0), Symbol('a')])('errors at a piece that is %p', async (piece) => {
    expect(await failure(of('a', piece))).toMatchObject({ name: 'AttachmentBodyError', reason: 'wrongPiece' });
  });

  const locked = new Blob(['a']).stream();
  locked.getReader();
  it.each<readonly [string, PiecewiseBody, object]>([
    [
      'throws',
      iteratorOf(() => {
        throw new TypeError('secret');
      }),
      { thrown: 'TypeError' },
    ],
    ['throws no error', iteratorOf(() => Promise.reject(Object.create(null) as Error)), { thrown: 'Object' }],
    [
      'rejects with a code',
      iteratorOf(() => Promise.reject(Object.assign(new Error('secret'), { code: 'EIO' }))),
      { thrown: 'Error', code: 'EIO' },
    ],
    ['is locked', locked, { thrown: 'TypeError' }],
    ['gives no steps', iteratorOf(() => 5), {}],
    [
      'has an error',
      new Readable({
        read() {
          this.destroy(new Error('secret'));
        },
      }),
      { thrown: 'Error' },
    ],
    [
      'has been taken away',
      iteratorOf(() => Promise.reject(new DOMException('secret', 'NotReadableError'))),
      { thrown: 'NotReadableError' },
    ],
  ])('errors with safe facts when the source %s', async (_, body, facts) => {
    const error = await failure(body, 50);
    expect(error).toMatchObject({ name: 'AttachmentBodyError', ...facts });
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('secret');
  });

  it('errors when the source gives nothing in time, and lets go of it', async () => {
    const stream = new PassThrough();
    expect(await failure(stream, 20)).toMatchObject({ name: 'AttachmentBodyError', reason: 'silent' });
    expect(stream.destroyed).toBe(true);
    expect(await failure(silent(), 20)).toMatchObject({ reason: 'silent' });
  });

  it('errors when the source gives nothing again and again', async () => {
    expect(await failure(iteratorOf(() => ({ value: '' })))).toMatchObject({ reason: 'silent' });
  });

  it('is as patient with each piece', async () => {
    async function* slow(): AsyncGenerator<string> {
      for (const piece of 'abcd') {
        await new Promise((resolve) => setTimeout(resolve, 30));
        yield piece;
      }
    }
    expect(String(await read(slow(), 100))).toBe('abcd');
  });

  it.each<readonly [string, () => { readonly body: PiecewiseBody; readonly isFree: () => boolean }]>([
    [
      'an iterator',
      () => {
        let isFree = false;
        const next = (): Promise<never> => new Promise(() => undefined);
        const body = {
          [Symbol.asyncIterator]: () => ({
            next,
            return: () => {
              isFree = true;
              return Promise.reject(new Error('no'));
            },
          }),
        };
        return { body, isFree: () => isFree };
      },
    ],
    [
      'a stream of the web',
      () => {
        let isFree = false;
        return {
          body: new ReadableStream({
            cancel: () => {
              isFree = true;
            },
          }),
          isFree: () => isFree,
        };
      },
    ],
    [
      'a stream of Node',
      () => {
        const body = new PassThrough();
        return { body, isFree: () => body.destroyed };
      },
    ],
  ])('lets go of %s that it waits for when it is aborted', async (_, make) => {
    const { body, isFree } = make();
    const abort = new AbortController();
    const step = readPieces(body, { signal: abort.signal }).next();
    abort.abort();
    await expect(step).rejects.toMatchObject({ name: 'AttachmentBodyError' });
    await until(isFree);
  });
});
