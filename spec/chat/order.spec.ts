import type { ChatEvent, GapEvent, Origin, Position } from '../../lib/chat/event.js';
import { learn } from '../../lib/chat/known.js';
import { inOrder, positionOf } from '../../lib/chat/order.js';
import { receiptEvent } from '../../lib/chat/receipt-event.js';
import { tell } from '../../lib/chat/tell.js';
import { createTies } from '../../lib/chat/ties.js';
import { message } from '../support/items.js';

const event = (id: string, at: number, origin: Origin = 'live'): ChatEvent =>
  tell(learn(message(id, at), origin), 'contact');

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

describe('inOrder', () => {
  const ids = (events: ReadonlyArray<ChatEvent>, ties = createTies()): ReadonlyArray<string> =>
    inOrder(events, ties).map((one) => (one.type === 'gap' ? 'gap' : (one.id ?? '')));

  it('orders by time, and within a millisecond as they came', () => {
    expect(ids([event('c', 2), event('b', 2), event('d', 1)])).toEqual(['d', 'c', 'b']);
  });

  it('orders a millisecond as a page has shown it', () => {
    const ties = createTies();
    ties.learn([event('b', 2), event('c', 2)].flatMap((one) => positionOf(one) ?? []));
    expect(ids([event('c', 2), event('x', 2), event('b', 2), event('d', 1)], ties)).toEqual(['d', 'b', 'x', 'c']);
  });

  it('puts what was read before what was pushed beside it, and no page has shown', () => {
    expect(ids([event('x', 2), event('a', 2, 'backfill'), event('y', 2), event('b', 2, 'backfill')])).toEqual([
      'a',
      'b',
      'x',
      'y',
    ]);
  });

  it('keeps what was pushed in its order, where a page has shown the first of it behind what it brought', () => {
    const ties = createTies();
    const [a, x, y] = [event('a', 2, 'backfill'), event('x', 2), event('y', 2)];
    ties.learn([a, x].flatMap((one) => positionOf(one) ?? []));
    expect(ids([x, y, a], ties)).toEqual(['a', 'x', 'y']);
    expect(ids(inOrder([x, y, a], ties), ties)).toEqual(['a', 'x', 'y']);
  });

  it('keeps the states of one item, and its receipts behind it, in the order in which they came', () => {
    const [pushed, read, other] = [event('a', 2), event('a', 2, 'backfill'), event('b', 2)];
    const seen = receiptEvent(
      message('a', 1),
      'a',
      { recipientId: 'customer', deliveredAt: 1, readAt: 2 },
      'backfill',
      'contact',
    );
    expect(inOrder([pushed, other, read, seen], createTies())).toEqual([pushed, other, read, seen]);
  });

  it('keeps the states of one item in the order in which they came, whatever their times', () => {
    const states = [event('a', 3), event('b', 4), event('a', 1), event('c', 2)];
    expect(inOrder(states, createTies())).toEqual([states[3], states[0], states[2], states[1]]);
  });

  it('puts a gap behind all of the time that it follows', () => {
    expect(ids([event('d', 4), gap({ at: 2, id: 'b' }), event('b', 2), event('c', 2), event('a', 1)])).toEqual([
      'a',
      'b',
      'c',
      'gap',
      'd',
    ]);
  });

  it('puts a gap from the beginning before all', () => {
    expect(ids([event('a', 0), gap(), gap()])).toEqual(['gap', 'gap', 'a']);
  });
});
