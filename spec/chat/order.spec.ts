import type { ChatEvent, GapEvent, Position } from '../../lib/chat/event.js';
import { learn } from '../../lib/chat/known.js';
import { compareEvents, positionOf } from '../../lib/chat/order.js';
import { tell } from '../../lib/chat/tell.js';
import { message } from '../support/items.js';

const event = (id: string, at: number): ChatEvent => tell(learn(message(id, at), 'live'), 'contact');

const gap = (after?: Position): GapEvent => ({
  type: 'gap',
  contactId: 'contact',
  reason: 'overlapNotFound',
  ...(after && { after }),
  before: { at: 9, id: 'z' },
});

const end: ChatEvent = { type: 'chatEnded', at: 5, contactId: 'contact', reason: 'accessDenied' };

describe('positionOf', () => {
  it('is the time and the id of an event', () => {
    expect(positionOf(event('a', 1))).toEqual({ at: 1, id: 'a' });
  });

  it('is the time alone of an end that the service never said', () => {
    expect(positionOf(end)).toEqual({ at: 5, id: '' });
  });

  it('is the item before a gap', () => {
    expect(positionOf(gap({ at: 3, id: 'c' }))).toEqual({ at: 3, id: 'c' });
  });

  it('is undefined for a gap that reaches back to the beginning', () => {
    expect(positionOf(gap())).toBeUndefined();
  });
});

describe('compareEvents', () => {
  it('orders by time, then by id', () => {
    const events = [event('c', 2), event('b', 2), event('d', 1)];
    expect(events.sort(compareEvents).map(positionOf)).toEqual([
      { at: 1, id: 'd' },
      { at: 2, id: 'b' },
      { at: 2, id: 'c' },
    ]);
  });

  it('puts a gap between the items around it', () => {
    const sorted = [event('d', 4), gap({ at: 2, id: 'b' }), event('a', 1)].sort(compareEvents);
    expect(sorted.map(({ type }) => type)).toEqual(['message', 'gap', 'message']);
  });

  it('puts a gap from the beginning before all', () => {
    expect(compareEvents(gap(), event('a', 0))).toBeLessThan(0);
    expect(compareEvents(event('a', 0), gap())).toBeGreaterThan(0);
    expect(compareEvents(gap(), gap())).toBe(0);
  });
});
