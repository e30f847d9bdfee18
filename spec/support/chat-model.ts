import fc from 'fast-check';
import { SocketError } from '../../lib/chat/errors.js';
import type { Item, MessageItem } from '../../lib/chat/item.js';
import { byTime } from '../../lib/chat/position.js';
import { addReceipt } from '../../lib/chat/receipts.js';
import type { Signal } from '../../lib/engine/signal.js';

/** One thing that happens between a service and a session. */
export type Step =
  /** The service posts the next arrival and pushes it: as it should, twice, not at all, or some time later. */
  | { readonly type: 'post'; readonly push: 'once' | 'twice' | 'never' | 'later' }
  /** What was to be pushed later is pushed now: the n-th of it. */
  | { readonly type: 'push'; readonly index: number }
  /** The socket is lost, and what was on its way with it. */
  | { readonly type: 'lose' }
  /** A socket receives, the first or another; the transcript begins to be read, `back` items before where it stood. */
  | { readonly type: 'subscribe'; readonly back: number }
  /** A page of the transcript is read. */
  | { readonly type: 'page'; readonly size: number };

const size = fc.integer({ min: 1, max: 4 });

/** Whatever can happen. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('post' as const),
      push: fc.constantFrom('once', 'twice', 'never', 'later'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('push' as const), index: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('lose' as const) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('subscribe' as const), back: fc.nat({ max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('page' as const), size }) },
);

/** What can happen where the service pushes everything in order, and drops nothing from a socket that stands. */
export const orderlyStep: fc.Arbitrary<Step> = anyStep.map((step) =>
  step.type !== 'post' ? step : { type: 'post', push: step.push === 'twice' ? 'twice' : 'once' },
);

/** Whether a transcript shows half a streamed message, and how. */
export type Halves = 'none' | 'plain' | 'chunks';

/**
 * What the transcript holds of some arrivals: each item in its latest state, by time, and within a millisecond in the
 * order of posting. A streamed one when it is complete, or as far as it has come.
 */
export const transcriptOf = (arrivals: ReadonlyArray<Item>, halves: Halves = 'none'): ReadonlyArray<Item> => {
  const items = new Map<string, Item>();
  for (const item of arrivals) {
    if (item.type === 'receipt') {
      const message = items.get(item.messageId);
      if (message?.type === 'message')
        items.set(item.messageId, { ...message, receipts: item.receipts.reduce(addReceipt, message.receipts) });
    } else if (item.type === 'message') {
      if (item.chunk?.completed !== false) items.set(item.id, whole(item));
      else if (halves !== 'none') {
        const before = items.get(item.id);
        const content = (before?.type === 'message' ? before.content : '') + item.content;
        items.set(item.id, halves === 'plain' ? { ...whole(item), content } : { ...item, content });
      }
    } else {
      items.set(item.id, item);
    }
  }
  return [...items.values()].sort(byTime);
};

const whole = (item: MessageItem): MessageItem => {
  const { chunk, ...rest } = item;
  return chunk === undefined ? item : rest;
};

/** Plays the steps, then posts what is left, connects once more and reads the whole transcript. Gives the signals. */
export const play = (
  arrivals: ReadonlyArray<Item>,
  steps: ReadonlyArray<Step>,
  halves: Halves = 'none',
): ReadonlyArray<Signal> => {
  const signals: Signal[] = [];
  const posted: Item[] = [];
  const toPost = [...arrivals];
  let later: Item[] = [];
  let isLive = false;
  let reading: number | undefined;
  let known = 0;

  const push = (item: Item | undefined): void => {
    if (isLive && item !== undefined) signals.push({ type: 'item', item });
  };
  const read = (count: number): void => {
    if (reading === undefined) return;
    const transcript = transcriptOf(posted, halves);
    const items = transcript.slice(reading, reading + count);
    reading += items.length;
    const frontier = items[items.length - 1];
    signals.push({ type: 'page', items, ...(frontier && { frontier: { id: frontier.id, at: frontier.at } }) });
    if (reading < transcript.length) return;
    reading = undefined;
    known = transcript.length;
    signals.push({ type: 'caughtUp', places: [], over: false });
  };
  const take = (step: Step): void => {
    switch (step.type) {
      case 'post': {
        const item = toPost.shift();
        if (item === undefined) return;
        posted.push(item);
        if (step.push === 'later') later.push(item);
        if (step.push === 'once' || step.push === 'twice') push(item);
        if (step.push === 'twice') push(item);
        return;
      }
      case 'push':
        return push(later.splice(step.index % (later.length + 1), 1)[0]);
      case 'lose':
        if (isLive) signals.push({ type: 'lost', error: new SocketError(1006) });
        isLive = false;
        later = [];
        return;
      case 'subscribe':
        isLive = true;
        reading = Math.max(0, known - step.back);
        signals.push({ type: 'subscribed', number: signals.length }, { type: 'reading', reason: 'connected' });
        return;
      case 'page':
        return read(step.size);
    }
  };

  steps.forEach(take);
  while (toPost.length > 0) take({ type: 'post', push: 'never' });
  take({ type: 'subscribe', back: Infinity });
  read(Infinity);
  return signals;
};
