import { map, NEVER, of, tap, throwError, type Observable } from 'rxjs';
import { ValidationError } from '../../../lib/chat/errors.js';
import type { Position } from '../../../lib/chat/event.js';
import type { Item } from '../../../lib/chat/item.js';
import type { Policies } from '../../../lib/engine/policies.js';
import { teach, type ReadPage } from '../../../lib/engine/sources/read-page.js';
import { forward } from '../../../lib/engine/sources/forward.js';
import { fakeTranscript, type TranscriptHabits } from '../../support/fake-transcript.js';
import { message, notice } from '../../support/items.js';
import { marbles } from '../../support/marbles.js';
import { signalText } from '../../support/signal-text.js';
import { fakeWorld } from '../effects/fake-world.js';

const items = (...ids: ReadonlyArray<string>): ReadonlyArray<Item> =>
  ids.map((id, index) => message(id, 1_000 * (index + 1)));
const place = (id: string, at: number): Position => ({ id, at });

const DEFAULTS: Partial<Policies> = { pageSize: 2, overlapMs: 0, overlapItems: 0 };

/** What is said when reading from `places`, in words. */
const reading = (
  read: ReadPage,
  places: readonly [Position, ...ReadonlyArray<Position>],
  policies: Partial<Policies> = {},
): ReadonlyArray<string> => {
  const said: string[] = [];
  marbles((_, clock) => {
    const { world } = fakeWorld(clock, {}, { policies: { ...DEFAULTS, ...policies } });
    const otherwise = (): Observable<never> => throwError(() => new Error('otherwise'));
    const teaching: ReadPage = (input) => read(input).pipe(tap(teach(world)));
    forward(world, teaching, places, otherwise)
      .pipe(map(signalText))
      .subscribe({
        next: (text) => said.push(text),
        error: (error: unknown) => said.push(error instanceof Error ? error.message : '?'),
        complete: () => said.push('|'),
      });
  });
  return said;
};

describe('forward', () => {
  const habits: ReadonlyArray<readonly [string, TranscriptHabits]> = [
    ['includes', { isInclusive: true }],
    ['leaves out', { isInclusive: false }],
  ];

  it.each(habits)('reads to the end where the transcript %s the place it starts from', (_, habit) => {
    const { read, asked } = fakeTranscript(items('a', 'b', 'c', 'd', 'e'), habit);
    const said = reading(read, [place('a', 1_000), place('b', 2_000)]);
    const told = said.flatMap((text) => /page (.*) up to/.exec(text)?.[1]?.split(' ') ?? []);
    expect(told.filter((id) => id !== 'a')).toEqual(['b', 'c', 'd', 'e']);
    expect(said.slice(-2)).toEqual(['caughtUp d e', '|']);
    expect(asked[0]).toEqual({
      scanDirection: 'FORWARD',
      sortOrder: 'ASCENDING',
      startPosition: { id: 'a' },
      maxResults: 2,
    });
  });

  it('tells how far the reading has come with each page', () => {
    const { read } = fakeTranscript(items('a', 'b', 'c', 'd', 'e'));
    expect(reading(read, [place('a', 1_000), place('b', 2_000)])).toEqual([
      'page a b up to b',
      'page c d up to d',
      'page e up to e',
      'caughtUp d e',
      '|',
    ]);
  });

  it('passes over what is older than where it started, which a transcript shows that has lost its thread', () => {
    const read: ReadPage = () => of({ items: items('a', 'b', 'c', 'd'), unreadable: [] });
    expect(reading(read, [place('c', 3_000), place('d', 4_000)])).toEqual([
      'skipped a b',
      'page c d up to d',
      'caughtUp c d',
      '|',
    ]);
  });

  it('does not say how far before it has found a known item', () => {
    const { read } = fakeTranscript(items('a', 'x', 'y', 'b', 'c'), { isInclusive: false });
    expect(reading(read, [place('a', 1_000), place('b', 4_000)])).toEqual([
      'page x y',
      'page b c up to c',
      'caughtUp b c',
      '|',
    ]);
  });

  it('passes by pages that are empty', () => {
    const script = [
      { items: [], unreadable: [], nextToken: '1' },
      { items: items('a', 'b'), unreadable: [] },
    ];
    const read: ReadPage = () => of(script.shift()!);
    expect(reading(read, [place('a', 1_000), place('b', 2_000)])).toEqual([
      'page ',
      'page a b up to b',
      'caughtUp a b',
      '|',
    ]);
  });

  it('looks elsewhere when the place is refused', () => {
    const { read } = fakeTranscript(items('x', 'y'), { isStrict: true });
    expect(reading(read, [place('a', 1_000)])).toEqual(['diagnostic rescanning', 'otherwise']);
  });

  it('looks elsewhere when nothing known is found', () => {
    const { read } = fakeTranscript(items('x', 'y'), { isStrict: false });
    expect(reading(read, [place('a', 1_000)])).toEqual(['page ', 'diagnostic rescanning', 'otherwise']);
  });

  it('does not take the place it starts from for nothing found where that is all there is', () => {
    const { read } = fakeTranscript(items('a'), { isInclusive: true });
    expect(reading(read, [place('a', 1_000)])).toEqual(['page a up to a', 'caughtUp a', '|']);
  });

  it('says that the transcript goes on beyond `maxPages`', () => {
    const { read, asked } = fakeTranscript(items('a', 'b', 'c', 'd', 'e', 'f'));
    expect(reading(read, [place('a', 1_000), place('b', 2_000)], { maxPages: 2 })).toEqual([
      'page a b up to b',
      'page c d up to d',
      'gap tooManyPages d -',
      'caughtUp c d',
      '|',
    ]);
    expect(asked).toHaveLength(2);
  });

  it('says that the transcript goes on where it cannot be read further', () => {
    const [first] = [{ items: items('a', 'b'), unreadable: [], nextToken: '1' }];
    let count = 0;
    const read: ReadPage = () => ((count += 1) === 1 ? of(first) : throwError(() => new ValidationError()));
    expect(reading(read, [place('a', 1_000), place('b', 2_000)])).toContain('gap tooManyPages b -');
  });

  it('closes when the transcript says that the chat has ended', () => {
    const { read } = fakeTranscript([...items('a', 'b'), notice('e', 9_000, 'chatEnded')]);
    expect(reading(read, [place('a', 1_000), place('b', 2_000)])).toEqual([
      'page a b up to b',
      'page e up to e',
      'caughtUp b e over',
      'closing ended',
      '|',
    ]);
  });

  it('closes too when the end is followed by more of the same contact on the next page', () => {
    const { read } = fakeTranscript([...items('a'), notice('e', 2_000, 'chatEnded'), message('f', 3_000)]);
    expect(reading(read, [place('a', 1_000)])).toContain('closing ended');
  });

  it('does not close at the end of an earlier segment', () => {
    const next: Item = { ...message('n', 3_000), contactId: 'next' };
    const { read } = fakeTranscript([...items('a'), notice('e', 2_000, 'chatEnded'), next]);
    expect(reading(read, [place('a', 1_000)])).not.toContain('closing ended');
  });

  it('is cold, begins anew each time and stops when unsubscribed', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const { world } = fakeWorld(clock, {}, { policies: DEFAULTS });
      const page = cold('                                   --p|', { p: { items: items('a'), unreadable: [] } });
      const read$ = forward(
        world,
        () => page,
        [place('a', 1_000)],
        () => NEVER,
      ).pipe(map(signalText));
      const said = { p: 'page a up to a', u: 'caughtUp a' };
      expectObservable(read$).toBe('                        --p(u|)', said);
      expectObservable(read$, '^!').toBe('');
      expectSubscriptions(page.subscriptions).toBe(['       ^--!', '^!']);
    });
  });
});
