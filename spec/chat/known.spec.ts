import fc from 'fast-check';
import type { Origin } from '../../lib/chat/event.js';
import type { Item } from '../../lib/chat/item.js';
import { join, learn, stateOf, type Known, type RecordItem } from '../../lib/chat/known.js';
import { attachment, chunk, message } from '../support/items.js';

const isRecord = (item: Item): item is RecordItem => item.type !== 'receipt';

/** Arrivals of one id, contradicting ones included. */
const arrival: fc.Arbitrary<Known> = fc
  .tuple(
    fc.oneof(
      fc
        .tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom('a', 'b', ''))
        .map(([at, text]) => message('x', at, text)),
      fc.integer({ min: 1, max: 5 }).map((number) => chunk('x', 1, number, `part ${number} `)),
      fc.integer({ min: 1, max: 3 }).map((at) => chunk('x', at, 6, `whole of ${at}`, true)),
      fc.constantFrom('IN_PROGRESS', 'APPROVED', 'REJECTED', 'NEW_STATUS').map((status) => attachment('x', 1, status)),
    ),
    fc.constantFrom<Origin>('live', 'backfill'),
  )
  .map(([item, origin]) => learn(item, origin));

/** What can be seen of it: two states that show the same are the same. */
const shown = (known: Known): unknown =>
  known.type === 'message'
    ? { state: stateOf(known), text: known.whole ? known.item.content : known.stream?.text, at: known.item.at }
    : { state: stateOf(known), at: known.item.at };

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
    expect(shown(known.reduce(join))).toEqual({ state: 'whole', text: 'Hello!', at: 2 });
  });

  it('lets the transcript win over the socket', () => {
    const live = learn(message('x', 1, 'as typed'), 'live');
    const read = learn(message('x', 1, 'as redacted'), 'backfill');
    expect(shown(join(read, live))).toMatchObject({ text: 'as redacted' });
  });

  it('lets a scan only go forward', () => {
    const [approved, started] = [attachment('x', 1, 'APPROVED'), attachment('x', 1, 'IN_PROGRESS')];
    expect(stateOf(join(learn(approved, 'live'), learn(started, 'backfill')))).toBe('file of x 2');
  });
});
