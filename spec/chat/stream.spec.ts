import fc from 'fast-check';
import { addChunk, joinStreams, type Stream } from '../../lib/chat/stream.js';

const PARTS = ['It ', 'ships ', 'on ', '', 'Friday', '.'];

const streamOf = (numbers: ReadonlyArray<number>): Stream | undefined =>
  numbers.reduce<Stream | undefined>((stream, number) => addChunk(stream, number, PARTS[number - 1]!), undefined);

const some = fc
  .shuffledSubarray(
    PARTS.map((_, index) => index + 1),
    { minLength: 1 },
  )
  .map((numbers) => streamOf(numbers)!);

const shown = ({ text, count, early = new Map() }: Stream): unknown => ({ text, count, early });

describe('addChunk', () => {
  it('adds what comes next', () => {
    expect(streamOf([1, 2])).toEqual({ text: 'It ships ', count: 2 });
  });

  it('gives back the same stream for a chunk that is there already', () => {
    const stream = streamOf([1, 2, 5])!;
    expect(addChunk(stream, 1, 'other')).toBe(stream);
    expect(addChunk(stream, 5, 'other')).toBe(stream);
  });

  it('keeps what comes too early until those before it are there', () => {
    expect(streamOf([3, 1])).toEqual({ text: 'It ', count: 1, early: new Map([[3, 'on ']]) });
    expect(streamOf([3, 1, 2])).toEqual({ text: 'It ships on ', count: 3 });
  });

  it('ends in the whole text whatever the order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5, 6], { minLength: 6 }), (numbers) => {
        expect(streamOf(numbers)).toEqual({ text: PARTS.join(''), count: 6 });
      }),
    );
  });

  it('leaves the stream before as it was', () => {
    const before = streamOf([3])!;
    addChunk(before, 4, '');
    expect(before).toEqual({ text: '', count: 0, early: new Map([[3, 'on ']]) });
  });

  it('keeps at most 1024 chunks that come too early', () => {
    let stream: Stream | undefined;
    for (let number = 2; number <= 1_025; number += 1) stream = addChunk(stream, number, '.');
    expect(stream?.early?.size).toBe(1_024);
    expect(addChunk(stream, 1_026, '.')).toBe(stream);
    expect(addChunk(stream, 1, '!')).toMatchObject({ text: `!${'.'.repeat(1_024)}`, count: 1_025 });
  });
});

describe('joinStreams', () => {
  it('knows every chunk that either knows', () => {
    expect(joinStreams(streamOf([1, 4])!, streamOf([2, 3, 6])!)).toEqual({
      text: 'It ships on ',
      count: 4,
      early: new Map([[6, '.']]),
    });
  });

  it('is idempotent, commutative and associative', () => {
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        expect(shown(joinStreams(a, a))).toEqual(shown(a));
        expect(shown(joinStreams(a, b))).toEqual(shown(joinStreams(b, a)));
        expect(shown(joinStreams(joinStreams(a, b), c))).toEqual(shown(joinStreams(a, joinStreams(b, c))));
      }),
    );
  });
});
