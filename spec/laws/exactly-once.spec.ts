import fc from 'fast-check';
import { from, VirtualTimeScheduler } from 'rxjs';
import type { ChatEvent } from '../../lib/chat/event.js';
import type { Item } from '../../lib/chat/item.js';
import { createLedger } from '../../lib/chat/ledger.js';
import { positionOf } from '../../lib/chat/order.js';
import { comparePositions } from '../../lib/chat/position.js';
import { createTimeline } from '../../lib/chat/transcript.js';
import { events } from '../../lib/engine/events.js';
import type { Signal } from '../../lib/engine/signal.js';
import { fakeWorld } from '../engine/effects/fake-world.js';
import { anyStep, orderlyStep, play, transcriptOf, type Step } from '../support/chat-model.js';
import { chat, message } from '../support/items.js';

/** All stages of all items, in the order in which the service posts them: an item's later stages may come after others. */
const arrivals: fc.Arbitrary<ReadonlyArray<Item>> = chat.chain((histories) => {
  const inTime = histories.toSorted((a, b) => a[0]!.at - b[0]!.at);
  return fc.array(fc.nat({ max: 2 }), { minLength: 60, maxLength: 60 }).map((picks) => {
    const left = inTime.map((history) => [...history]);
    const posted: Item[] = [];
    for (const pick of picks) {
      const open = left.filter((history) => history.length > 0);
      posted.push(...(open[Math.min(pick, open.length - 1)]?.splice(0, 1) ?? []));
    }
    return [...posted, ...left.flat()];
  });
});

const steps = (step: fc.Arbitrary<Step>): fc.Arbitrary<ReadonlyArray<Step>> => fc.array(step, { maxLength: 80 });

const emitted = (signals: ReadonlyArray<Signal>, maxHeldItems = 1_000): ReadonlyArray<ChatEvent> => {
  const told: ChatEvent[] = [];
  const { world } = fakeWorld(new VirtualTimeScheduler(), {}, { policies: { maxHeldItems } });
  from(signals)
    .pipe(events(world))
    .subscribe((event) => told.push(event));
  return told;
};

/** What tells two changes of one item apart. */
const changeOf = (event: ChatEvent): string => {
  switch (event.type) {
    case 'message':
      return `${event.id} ${event.content} ${JSON.stringify(event.streaming)}`;
    case 'attachment':
      return `${event.id} ${event.attachments.map(({ status }) => status).join()}`;
    case 'receipt':
      return `${event.messageId} ${event.recipientId} ${event.status}`;
    default:
      return `${event.type} ${JSON.stringify(positionOf(event))}`;
  }
};

const shown = (all: ReadonlyArray<ChatEvent>): unknown => {
  const timeline = createTimeline();
  all.forEach(timeline.add);
  const { items, gaps } = timeline.snapshot([]);
  return [gaps, items.map((item) => ({ ...item, origin: undefined, late: undefined, streaming: undefined }))];
};

/** The transcript as one who reads it all at the end sees it. */
const truth = (all: ReadonlyArray<Item>): unknown => {
  const ledger = createLedger('contact', 1_000);
  const told: ChatEvent[] = [];
  for (const item of transcriptOf(all)) ledger.enter(item, 'backfill', (event) => told.push(event));
  return shown(told);
};

const isLate = (event: ChatEvent): boolean => event.type !== 'gap' && event.late === true;

const isSorted = (all: ReadonlyArray<ChatEvent>): boolean =>
  all.every((event, index) => {
    const [before, here] = [positionOf(all[index - 1] ?? event), positionOf(event)];
    return before === undefined || here === undefined || comparePositions(before, here) <= 0;
  });

/** How many live items are held at most: few enough to give way now and then. */
const held = fc.constantFrom(1, 2, 5, 1_000);

describe('events', () => {
  const runs = { numRuns: 500 };

  it('tells each change once, whatever is lost, late, repeated or read again', () => {
    fc.assert(
      fc.property(arrivals, steps(anyStep), held, (all, story, limit) => {
        const changes = emitted(play(all, story), limit).map(changeOf);
        expect(changes).toEqual([...new Set(changes)]);
      }),
      runs,
    );
  });

  it('tells all there is: the transcript equals the truth, and nothing is called missing', () => {
    fc.assert(
      fc.property(arrivals, steps(anyStep), held, (all, story, limit) => {
        expect(shown(emitted(play(all, story), limit))).toEqual(truth(all));
      }),
      runs,
    );
  });

  it('tells in order all that it does not call late', () => {
    fc.assert(
      fc.property(arrivals, steps(anyStep), held, (all, story, limit) => {
        expect(isSorted(emitted(play(all, story), limit).filter((event) => !isLate(event)))).toBe(true);
      }),
      runs,
    );
  });

  it('calls nothing late where the service pushes in order', () => {
    const inOrder = fc
      .integer({ min: 1, max: 20 })
      .map((count) => Array.from({ length: count }, (_, index) => message(`m${index}`, 1_000 + index)));
    fc.assert(
      fc.property(inOrder, steps(orderlyStep), (all, story) => {
        const told = emitted(play(all, story));
        expect(told.filter(isLate)).toEqual([]);
        expect(isSorted(told)).toBe(true);
      }),
      runs,
    );
  });
});
