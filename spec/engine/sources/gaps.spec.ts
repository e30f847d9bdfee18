import { VirtualTimeScheduler } from 'rxjs';
import { gap, unreadableSignals } from '../../../lib/engine/sources/gaps.js';
import { message } from '../../support/items.js';
import { signalText } from '../../support/signal-text.js';
import { fakeWorld } from '../effects/fake-world.js';

const { world } = fakeWorld(Object.assign(new VirtualTimeScheduler(), { frame: 7 }));
const items = [message('a', 1), message('b', 2), message('c', 2)];

const saidOf = (...indices: ReadonlyArray<number>): ReadonlyArray<string> =>
  unreadableSignals(world, { items, unreadable: indices.map((index) => ({ problems: ['Id: missing'], index })) }).map(
    signalText,
  );

describe('unreadableSignals', () => {
  it('says nothing of a page that could be read', () => {
    expect(saidOf()).toEqual([]);
  });

  it('says what was wrong, and between which items it may be missing', () => {
    const unreadable = [{ problems: ['Id: missing'], index: 1 }];
    expect(unreadableSignals(world, { items, unreadable })).toEqual([
      { type: 'diagnostic', diagnostic: { type: 'unreadableItem', at: 7, problems: ['Id: missing'] } },
      { type: 'gap', reason: 'unreadableItems', after: { id: 'a', at: 1 }, before: { id: 'b', at: 2 } },
    ]);
  });

  it('says what was odd in an item, once for all its arrivals', () => {
    const odd = { ...message('odd', 3), problems: ['DisplayName: expected string'] };
    const page = { items: [...items, odd], unreadable: [] };
    expect(unreadableSignals(world, page)).toEqual([
      { type: 'diagnostic', diagnostic: { type: 'oddItem', at: 7, problems: odd.problems } },
    ]);
    world.ledger.enter(odd, 'live', () => undefined);
    expect(unreadableSignals(world, page)).toEqual([]);
  });

  it('knows no place beyond the edges of the page', () => {
    expect(saidOf(0)[1]).toBe('gap unreadableItems - a');
    expect(saidOf(3)[1]).toBe('gap unreadableItems c -');
  });

  it('says once what is missing in one place', () => {
    expect(saidOf(1, 1, 2)).toEqual([
      ...Array<string>(3).fill('diagnostic unreadableItem'),
      'gap unreadableItems a b',
      'gap unreadableItems b c',
    ]);
  });
});

describe('gap', () => {
  it('names places and nothing else of the items there', () => {
    expect(gap('overlapNotFound', message('a', 1), message('b', 2))).toEqual({
      type: 'gap',
      reason: 'overlapNotFound',
      after: { id: 'a', at: 1 },
      before: { id: 'b', at: 2 },
    });
    expect(gap('tooManyPages')).toEqual({ type: 'gap', reason: 'tooManyPages' });
  });
});
