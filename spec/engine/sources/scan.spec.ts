import { map, of, type Observable } from 'rxjs';
import type { Position } from '../../../lib/chat/event.js';
import type { Item } from '../../../lib/chat/item.js';
import type { Policies } from '../../../lib/engine/policies.js';
import type { ReadPage } from '../../../lib/engine/sources/read-page.js';
import { scan } from '../../../lib/engine/sources/scan.js';
import { fakeTranscript } from '../../support/fake-transcript.js';
import { message, notice } from '../../support/items.js';
import { marbles } from '../../support/marbles.js';
import { signalText } from '../../support/signal-text.js';
import { fakeWorld } from '../effects/fake-world.js';

const names = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `m${index + 1}`);
const items = (ids: ReadonlyArray<string>, from = 1): ReadonlyArray<Item> =>
  ids.map((id, index) => message(id, 1_000 * (index + from)));
const past = (item: Item): Item => ({ ...item, contactId: 'earlier', past: true });

const reading = (
  read: ReadPage,
  places: ReadonlyArray<Position> | undefined,
  policies: Partial<Policies> = {},
): ReadonlyArray<string> => {
  const said: string[] = [];
  marbles((_, clock) => {
    const { world } = fakeWorld(clock, {}, { policies: { pageSize: 2, overlapMs: 0, overlapItems: 0, ...policies } });
    scan(world, read, places)
      .pipe(map(signalText))
      .subscribe({
        next: (text) => said.push(text),
        error: (error: unknown) => said.push(String(error)),
        complete: () => said.push('|'),
      });
  });
  return said;
};

describe('scan', () => {
  it('reads all, from the newest end, and tells it in one page', () => {
    const { read, asked } = fakeTranscript(items(names(5)));
    expect(reading(read, undefined)).toEqual(['page m1 m2 m3 m4 m5', 'caughtUp m4 m5', '|']);
    expect(asked[0]).toEqual({ scanDirection: 'BACKWARD', sortOrder: 'ASCENDING', maxResults: 2 });
    expect(asked).toHaveLength(3);
  });

  it('sorts what it read', () => {
    const { read } = fakeTranscript([message('c', 3), message('a', 1), message('b', 2)]);
    expect(reading(read, undefined)[0]).toBe('page a b c');
  });

  it('keeps the order of the pages where times are equal, whatever the ids', () => {
    const { read } = fakeTranscript(['e', 'd', 'b', 'c', 'a'].map((id) => message(id, 1)));
    expect(reading(read, undefined)[0]).toBe('page e d b c a');
  });

  it('takes an empty transcript for what it is', () => {
    expect(reading(fakeTranscript([]).read, undefined)).toEqual(['page ', 'caughtUp ', '|']);
  });

  it('reads none but enough to know its place', () => {
    const { read, asked } = fakeTranscript(items(names(30)));
    const said = reading(read, undefined, { history: 'none', pageSize: 10 });
    expect(said).toEqual([`skipped ${names(30).slice(20).join(' ')}`, 'page ', 'caughtUp m29 m30', '|']);
    expect(asked).toEqual([{ scanDirection: 'BACKWARD', sortOrder: 'ASCENDING', maxResults: 10 }]);
  });

  it.each([
    ['items', { overlapItems: 20 }],
    ['time', { overlapMs: 20_000 }],
  ])('reads as far back as the next reading will overlap, by %s', (_, overlap) => {
    const { read, asked } = fakeTranscript(items(names(50)));
    const said = reading(read, undefined, { history: 'none', pageSize: 10, ...overlap });
    expect(said[0]).toBe(`skipped ${names(50).slice(20).join(' ')}`);
    expect(asked).toHaveLength(3);
  });

  it('takes no place in the earliest millisecond that it saw, of which the page before may show more', () => {
    const { read } = fakeTranscript([
      message('x', 1),
      message('a', 5),
      message('b', 5),
      message('c', 6),
      message('d', 7),
    ]);
    expect(reading(read, undefined, { history: 'none', pageSize: 3, overlapItems: 1 })).toEqual([
      'skipped b c d',
      'page ',
      'caughtUp c d',
      '|',
    ]);
  });

  it('reads the most recent and no more', () => {
    const { read, asked } = fakeTranscript(items(names(30)));
    const said = reading(read, undefined, { history: { mostRecent: 3 } });
    expect(said).toEqual(['skipped m27', 'page m28 m29 m30', 'caughtUp m29 m30', '|']);
    expect(asked).toHaveLength(2);
  });

  it('reads less where there is less', () => {
    const { read } = fakeTranscript(items(names(2)));
    expect(reading(read, undefined, { history: { mostRecent: 9 } })).toEqual(['page m1 m2', 'caughtUp m1 m2', '|']);
  });

  it('stops behind what is known, and tells from there, whatever the history policy says', () => {
    const { read, asked } = fakeTranscript(items(names(9)));
    const said = reading(read, [{ id: 'm6', at: 6_000 }], { history: 'none' });
    expect(said).toEqual(['skipped m4 m5', 'page m6 m7 m8 m9', 'caughtUp m8 m9', '|']);
    expect(asked).toHaveLength(3);
  });

  it('stops at what must be older, and says that something may be missing between', () => {
    const { read, asked } = fakeTranscript(items(names(9)));
    const said = reading(read, [{ id: 'gone', at: 6_500 }]);
    expect(said).toEqual(['skipped m6', 'gap overlapNotFound gone m7', 'page m7 m8 m9', 'caughtUp m8 m9', '|']);
    expect(asked).toHaveLength(2);
  });

  it('says so too when there is nothing at all any more', () => {
    expect(reading(fakeTranscript([]).read, [{ id: 'gone', at: 6_500 }])).toEqual([
      'gap overlapNotFound gone -',
      'page ',
      'caughtUp gone',
      '|',
    ]);
  });

  it('knows of no gap where an earlier look found nothing', () => {
    expect(reading(fakeTranscript(items(names(1))).read, [])).toEqual(['page m1', 'caughtUp m1', '|']);
  });

  it('stops where a persistent chat goes over into its past contacts, and leaves them out', () => {
    const earlier = items(['p1', 'p2', 'p3', 'p4']).map(past);
    const { read, asked } = fakeTranscript([...earlier, ...items(names(3), 5)]);
    expect(reading(read, undefined)).toEqual(['page m1 m2 m3', 'caughtUp m2 m3', '|']);
    expect(asked).toHaveLength(2);
  });

  it('says that the transcript goes on beyond `maxPages`', () => {
    const { read, asked } = fakeTranscript(items(names(9)));
    expect(reading(read, undefined, { maxPages: 2 })).toEqual([
      'gap tooManyPages - m6',
      'page m6 m7 m8 m9',
      'caughtUp m8 m9',
      '|',
    ]);
    expect(asked).toHaveLength(2);
  });

  it('says what could not be read', () => {
    const unreadable = [{ problems: ['Id: missing'], index: 1 }];
    const read: ReadPage = () => of({ items: items(['a', 'b']), unreadable });
    expect(reading(read, undefined)).toEqual([
      'diagnostic unreadableItem',
      'gap unreadableItems a b',
      'page a b',
      'caughtUp a b',
      '|',
    ]);
  });

  it('closes when the chat has ended', () => {
    const { read } = fakeTranscript([...items(names(2)), notice('e', 9_000, 'chatEnded')]);
    expect(reading(read, undefined)).toEqual(['page m1 m2 e', 'caughtUp m2 e over', 'closing ended', '|']);
  });

  it('does not close at the end of a past contact', () => {
    const { read } = fakeTranscript([past(notice('e', 1_000, 'chatEnded')), ...items(names(1), 2)]);
    expect(reading(read, undefined)).toEqual(['page m1', 'caughtUp m1', '|']);
  });

  it('is cold and begins anew each time', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const { world } = fakeWorld(clock);
      const page = cold('                                   --p|', { p: { items: items(['a']), unreadable: [] } });
      const scanned$: Observable<string> = scan(world, () => page, undefined).pipe(map(signalText));
      const said = { p: 'page a', u: 'caughtUp a' };
      expectObservable(scanned$).toBe('                     ---(pu|)', said);
      expectObservable(scanned$, '                          ^!').toBe('');
      expectSubscriptions(page.subscriptions).toBe(['       ^--!', '^!']);
    });
  });
});
