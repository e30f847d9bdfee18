import fc from 'fast-check';
import type { Origin } from '../../lib/chat/event.js';
import type { Item } from '../../lib/chat/item.js';
import { join, learn, stateOf, type Known, type RecordItem } from '../../lib/chat/known.js';
import { attachment, chunk, message } from '../support/items.js';

const isRecord = (item: Item): item is RecordItem => item.type !== 'receipt';

/** What is streamed to its end: a transcript may show any beginning of it. */
const PARTS = ['It ', 'ships ', 'on ', 'Friday', '.'];
const soFar = (count: number): string => PARTS.slice(0, count).join('');
const WHOLE = soFar(PARTS.length);

const number = fc.integer({ min: 1, max: PARTS.length });
const at = fc.integer({ min: 1, max: 3 });

const pushed: fc.Arbitrary<Item> = fc.oneof(
  fc.tuple(at, fc.constantFrom('a', 'b', '')).map(([time, text]) => message('x', time, text)),
  number.map((count) => chunk('x', 1, count, PARTS[count - 1] ?? '')),
  at.map((time) => chunk('x', time, PARTS.length + 1, WHOLE, true)),
  at.map((time) => chunk('x', time, PARTS.length + 1, `${WHOLE} (${time})`, true)),
);

const read: fc.Arbitrary<Item> = fc.oneof(
  fc.tuple(at, fc.constantFrom('a', 'b', '')).map(([time, text]) => message('x', time, text)),
  fc.tuple(number, at).map(([count, time]) => message('x', time, soFar(count))),
  fc.tuple(number, at).map(([count, time]) => chunk('x', time, count, soFar(count))),
  at.map((time) => chunk('x', time, PARTS.length + 1, WHOLE, true)),
);

const status = fc.constantFrom('IN_PROGRESS', 'APPROVED', 'REJECTED', 'NEW_STATUS');
const caption = fc.constantFrom('look', 'see');

const scanned: fc.Arbitrary<Item> = fc.oneof(
  status.map((stage) => attachment('x', 1, stage)),
  fc.tuple(status, caption).map(([stage, content]) => ({ ...attachment('x', 1, stage), content })),
  fc.tuple(status, caption).map(([stage, content]) => ({
    ...message('x', 1, content),
    attachments: attachment('x', 1, stage).attachments,
  })),
);

const processed: fc.Arbitrary<Item> = fc
  .tuple(at, fc.constantFrom('a', 'b'), fc.constantFrom('processing' as const, 'failed' as const, 'rejected' as const))
  .map(([time, text, processing]) => ({ ...message('x', time, text), processing }));

const learned =
  (origin: Origin) =>
  (item: Item): ReadonlyArray<Known> =>
    isRecord(item) ? [learn(item, origin)] : [];

/** Arrivals of one id, contradicting ones included. */
const arrival: fc.Arbitrary<Known> = fc
  .oneof(
    pushed.map(learned('live')),
    read.map(learned('backfill')),
    scanned.map(learned('live')),
    processed.map(learned('live')),
    processed.map(learned('backfill')),
  )
  .map(([known]) => known!);

/** What can be seen of it: two states that show the same are the same. */
const shown = (known: Known): unknown =>
  known.type === 'message'
    ? { state: stateOf(known), text: known.whole ? known.item.content : known.stream?.text, at: known.item.at }
    : { state: stateOf(known), at: known.item.at, text: known.type === 'attachment' ? known.item.content : undefined };

const joined = (...all: ReadonlyArray<readonly [Item, Origin]>): unknown =>
  shown(all.flatMap(([item, origin]) => learned(origin)(item)).reduce(join));

describe('join', () => {
  it('is idempotent', () => {
    fc.assert(
      fc.property(arrival, arrival, (a, b) => {
        expect(shown(join(join(a, b), b))).toEqual(shown(join(a, b)));
        expect(shown(join(a, a))).toEqual(shown(a));
      }),
    );
  });

  it('is commutative', () => {
    fc.assert(fc.property(arrival, arrival, (a, b) => expect(shown(join(a, b))).toEqual(shown(join(b, a)))));
  });

  it('is associative', () => {
    fc.assert(
      fc.property(arrival, arrival, arrival, (a, b, c) =>
        expect(shown(join(join(a, b), c))).toEqual(shown(join(a, join(b, c)))),
      ),
    );
  });

  it('lets the completed chunk win over all others', () => {
    const parts = [chunk('x', 1, 1, 'Hel'), chunk('x', 1, 3, '!'), chunk('x', 2, 4, 'Hello!', true)];
    const known = parts.filter(isRecord).map((item) => learn(item, 'live'));
    expect(shown(known.reduce(join))).toEqual({ state: 'whole 000000006', text: 'Hello!', at: 2 });
  });

  it('lets the transcript win over the socket', () => {
    const live = learn(message('x', 1, 'as typed'), 'live');
    const read = learn(message('x', 1, 'as redacted'), 'backfill');
    expect(shown(join(read, live))).toMatchObject({ text: 'as redacted' });
  });

  it.each(['live', 'backfill'] as const)('lets what was delivered win over what was still processed: %s', (origin) => {
    const before = learn({ ...message('x', 2, 'PIN 1234'), processing: 'processing' }, 'backfill');
    const after = learn(message('x', 1, 'PIN ****'), origin);
    expect(shown(join(before, after))).toEqual({ state: 'whole 000000008', text: 'PIN ****', at: 1 });
  });

  it('lets the last word of the processor win', () => {
    const states = ['processing', undefined, 'failed', 'rejected'] as const;
    const known = states.map((processing) =>
      learn({ ...message('x', 1, 'hi'), ...(processing && { processing }) }, 'live'),
    );
    expect(known.map(stateOf)).toEqual([...known.map(stateOf)].sort());
    expect(known.reduce(join).item).toMatchObject({ processing: 'rejected' });
  });

  it('keeps what was written to a file, whichever arrival says it', () => {
    const known = [{ ...attachment('x', 1, 'IN_PROGRESS'), content: 'look' }, attachment('x', 1, 'APPROVED')]
      .map((item) => learn(item, 'live'))
      .reduce(join);
    expect(known.item).toMatchObject({ content: 'look', attachments: [{ status: 'APPROVED' }] });
  });

  it('keeps the files of a message, and lets their scans only go forward', () => {
    const withFile = (status: string): RecordItem => ({
      ...message('x', 1),
      attachments: attachment('x', 1, status).attachments,
    });
    const arrivals = [withFile('IN_PROGRESS'), withFile('APPROVED'), withFile('IN_PROGRESS'), message('x', 1)];
    const known = arrivals.map((item) => learn(item, 'live')).reduce(join);
    expect(known.item).toMatchObject({ content: 'text of x', attachments: [{ status: 'APPROVED' }] });
    expect(stateOf(known)).toBe('whole 000000009 file of x 2');
  });

  it.each<readonly [string, Item]>([
    ['without any chunk fields', message('x', 1, 'It ships')],
    ['with them', chunk('x', 1, 2, 'It ships')],
    ['with them, and called complete', chunk('x', 1, 2, 'It ships', true)],
    ['without any text', message('x', 1, '')],
  ])('lets what was streamed to its end win over the half that the transcript shows, %s', (_, half) => {
    const right = { text: WHOLE, at: 2 };
    // The last number, or none that can be used.
    for (const whole of [chunk('x', 2, 5, WHOLE, true), chunk('x', 2, 0, WHOLE, true)]) {
      const first = chunk('x', 1, 1, 'It ');
      expect(joined([half, 'backfill'], [whole, 'live'])).toMatchObject(right);
      expect(joined([whole, 'live'], [half, 'backfill'])).toMatchObject(right);
      expect(joined([half, 'backfill'], [first, 'live'], [whole, 'live'])).toMatchObject(right);
      expect(joined([first, 'live'], [whole, 'live'], [half, 'backfill'])).toMatchObject(right);
    }
  });

  it('shows what is streamed where it has come further than the transcript', () => {
    const parts = PARTS.slice(0, 3).map((text, index): readonly [Item, Origin] => [
      chunk('x', 1, index + 1, text),
      'live',
    ]);
    expect(joined(...parts, [message('x', 1, 'It ships '), 'backfill'])).toMatchObject({ text: 'It ships on ' });
    expect(joined(...parts, [message('x', 1, WHOLE), 'backfill'])).toMatchObject({ text: WHOLE });
  });

  it('goes on from the half that the transcript shows, with the chunks that come after it', () => {
    const half = chunk('x', 1, 3, soFar(3));
    expect(joined([half, 'backfill'])).toMatchObject({ text: 'It ships on ' });
    expect(joined([chunk('x', 1, 4, 'Friday'), 'live'], [half, 'backfill'])).toMatchObject({
      text: 'It ships on Friday',
    });
  });

  it('lets a longer text of the transcript win over the half, and one that is no part of it over what was streamed', () => {
    const [half, all] = [message('x', 1, 'It ships'), message('x', 1, WHOLE)];
    expect(joined([all, 'backfill'], [half, 'backfill'])).toMatchObject({ text: WHOLE });
    const streamed = chunk('x', 1, 6, WHOLE, true);
    const redacted = message('x', 1, 'It ships on *.');
    expect(joined([streamed, 'live'], [half, 'backfill'], [redacted, 'backfill'])).toMatchObject({
      text: 'It ships on *.',
    });
  });

  it('lets a scan only go forward', () => {
    const [approved, started] = [attachment('x', 1, 'APPROVED'), attachment('x', 1, 'IN_PROGRESS')];
    expect(stateOf(join(learn(approved, 'live'), learn(started, 'backfill')))).toBe('file of x 2');
  });
});
