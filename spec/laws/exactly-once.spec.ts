import fc from 'fast-check';
import { from, VirtualTimeScheduler } from 'rxjs';
import type { ChatEvent } from '../../lib/chat/event.js';
import type { Item } from '../../lib/chat/item.js';
import { createLedger, type Ledger } from '../../lib/chat/ledger.js';
import { positionOf } from '../../lib/chat/order.js';
import { byTime } from '../../lib/chat/position.js';
import { createTimeline, type Transcript } from '../../lib/chat/transcript.js';
import { events } from '../../lib/engine/events.js';
import type { Signal } from '../../lib/engine/signal.js';
import { fakeWorld } from '../engine/effects/fake-world.js';
import { anyStep, orderlyStep, play, transcriptOf, type Halves, type Step } from '../support/chat-model.js';
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

const lived = (signals: ReadonlyArray<Signal>, maxHeldItems = 1_000) => {
  const told: ChatEvent[] = [];
  const { world } = fakeWorld(new VirtualTimeScheduler(), {}, { policies: { maxHeldItems } });
  const timeline = createTimeline(Infinity, world.ledger.receipts, world.ledger.ties);
  world.ledger.watch((change) => {
    if (change.type === 'shown') timeline.add(change.event);
    if (change.type === 'reordered') timeline.reorder(change.at);
  });
  from(signals)
    .pipe(events(world))
    .subscribe((event) => {
      told.push(event);
      timeline.add(event);
    });
  return { told, transcript: timeline.snapshot([]), ledger: world.ledger };
};

const emitted = (signals: ReadonlyArray<Signal>, maxHeldItems?: number): ReadonlyArray<ChatEvent> =>
  lived(signals, maxHeldItems).told;

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

const shown = ({ items, gaps }: Transcript): unknown => [
  gaps,
  items.map((item) => ({ ...item, origin: undefined, streaming: undefined })),
];

/** The transcript of one who looks only now. */
const anew = (ledger: Ledger): Transcript => {
  const timeline = createTimeline(Infinity, ledger.receipts, ledger.ties);
  ledger.events().forEach(timeline.add);
  return timeline.snapshot([]);
};

/** The transcript as one who reads it all at the end sees it. */
const truth = (all: ReadonlyArray<Item>, half: Halves): unknown => {
  const timeline = createTimeline();
  const ledger = createLedger('contact', 1_000);
  for (const item of transcriptOf(all, half)) ledger.enter(item, 'backfill', timeline.add);
  return shown(timeline.snapshot([]));
};

const isLate = (event: ChatEvent): boolean => event.type !== 'gap' && event.late === true;

/** Whether something with a greater time is among the others. */
const isOlder = (event: ChatEvent, others: ReadonlyArray<ChatEvent>): boolean =>
  event.type !== 'gap' && others.some((other) => other.type !== 'gap' && other.at > event.at);

const isSorted = (all: ReadonlyArray<ChatEvent>): boolean =>
  all.every((event, index) => {
    const [before, here] = [positionOf(all[index - 1] ?? event), positionOf(event)];
    return before === undefined || here === undefined || byTime(before, here) <= 0;
  });

/** How many live items are held at most: few enough to give way now and then. */
const held = fc.constantFrom(1, 2, 5, 1_000);

const halves = fc.constantFrom<Halves>('none', 'plain', 'chunks');

describe('events', () => {
  const runs = { numRuns: 500 };

  it('tells each change once, whatever is lost, late, repeated or read again', () => {
    fc.assert(
      fc.property(arrivals, steps(anyStep), held, halves, (all, story, limit, half) => {
        const changes = emitted(play(all, story, half), limit).map(changeOf);
        expect(changes).toEqual([...new Set(changes)]);
      }),
      runs,
    );
  });

  it('tells all there is: the transcript equals the truth, and nothing is called missing', () => {
    fc.assert(
      fc.property(arrivals, steps(anyStep), held, halves, (all, story, limit, half) => {
        const { transcript, ledger } = lived(play(all, story, half), limit);
        expect(shown(transcript)).toEqual(truth(all, half));
        expect(anew(ledger)).toEqual(transcript);
      }),
      runs,
    );
  });

  it('tells in order all that it does not call late', () => {
    fc.assert(
      fc.property(arrivals, steps(anyStep), held, (all, story, limit) => {
        const told = emitted(play(all, story), limit);
        expect(isSorted(told.filter((event) => !isLate(event)))).toBe(true);
        expect(told.filter((event, index) => isLate(event) !== isOlder(event, told.slice(0, index)))).toEqual([]);
      }),
      runs,
    );
  });

  it('calls nothing late where the service pushes in order', () => {
    const inOrder = fc
      .integer({ min: 1, max: 20 })
      .map((count) =>
        Array.from({ length: count }, (_, index) => message(`m${(index * 7) % 20}`, 1_000 + (index >> 1))),
      );
    fc.assert(
      fc.property(inOrder, steps(orderlyStep), (all, story) => {
        const told = emitted(play(all, story));
        expect(told.filter(isLate)).toEqual([]);
        expect(told.map((event) => event.type !== 'gap' && event.id)).toEqual(all.map(({ id }) => id));
      }),
      runs,
    );
  });
});
