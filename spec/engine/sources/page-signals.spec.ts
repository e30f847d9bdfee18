import { VirtualTimeScheduler } from 'rxjs';
import { UnreadableError } from '../../../lib/chat/errors.js';
import { gap, newest, oldest, pageSignals } from '../../../lib/engine/sources/page-signals.js';
import { message } from '../../support/items.js';
import { fakeWorld } from '../effects/fake-world.js';

const { world } = fakeWorld(Object.assign(new VirtualTimeScheduler(), { frame: 7 }));
const items = [message('b', 2), message('c', 2), message('a', 1)];

describe('pageSignals', () => {
  it('tells the items of a page', () => {
    expect(pageSignals(world, { items, unreadable: [] })).toEqual([{ type: 'page', items }]);
  });

  it('tells up to where nothing is missing', () => {
    const frontier = { id: 'c', at: 2 };
    expect(pageSignals(world, { items, unreadable: [] }, frontier)).toEqual([{ type: 'page', items, frontier }]);
  });

  it('tells what could not be read, and where it may be missing, before the items', () => {
    const unreadable = [new UnreadableError('item', ['Id: missing']), new UnreadableError('item', ['Type: missing'])];
    expect(pageSignals(world, { items, unreadable })).toEqual([
      { type: 'diagnostic', diagnostic: { type: 'unreadableItem', at: 7, problems: ['Id: missing'] } },
      { type: 'diagnostic', diagnostic: { type: 'unreadableItem', at: 7, problems: ['Type: missing'] } },
      { type: 'gap', reason: 'unreadableItems', after: { id: 'a', at: 1 }, before: { id: 'c', at: 2 } },
      { type: 'page', items },
    ]);
  });

  it('knows no place for what is missing in a page without any readable item', () => {
    const unreadable = [new UnreadableError('item', ['Id: missing'])];
    expect(pageSignals(world, { items: [], unreadable })).toMatchObject([
      { type: 'diagnostic' },
      { type: 'gap', reason: 'unreadableItems' },
      { type: 'page', items: [] },
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

describe('newest', () => {
  it('is the last by time, then by id', () => {
    expect(newest(items)?.id).toBe('c');
    expect(newest([])).toBeUndefined();
  });
});

describe('oldest', () => {
  it('is the first by time, then by id', () => {
    expect(oldest([message('z', 1), ...items])?.id).toBe('a');
    expect(oldest([])).toBeUndefined();
  });
});
