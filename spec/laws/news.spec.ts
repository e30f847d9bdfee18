import fc from 'fast-check';
import { BehaviorSubject, EMPTY, filter, Subject, VirtualTimeScheduler, type Observable } from 'rxjs';
import type { ChatEvent } from '../../lib/chat/event.js';
import type { Item, NoticeItem } from '../../lib/chat/item.js';
import type { PendingMessage } from '../../lib/chat/outgoing-message.js';
import { checkpointsOf } from '../../lib/engine/checkpoints-of.js';
import { events } from '../../lib/engine/events.js';
import { participantsOf } from '../../lib/engine/participants-of.js';
import type { Signal } from '../../lib/engine/signal.js';
import { nextStanding } from '../../lib/engine/standing.js';
import { IDLE, nextStatus } from '../../lib/engine/status.js';
import { transcriptOf } from '../../lib/engine/transcript-of.js';
import { typingOf } from '../../lib/engine/typing-of.js';
import type { Standing } from '../../lib/engine/world.js';
import { fakeWorld } from '../engine/effects/fake-world.js';
import { anyStep, play } from '../support/chat-model.js';
import { chat, notice } from '../support/items.js';

/** So long between two signals: some fall into one emission of the transcript, and typing ends in between. */
const STEP_MS = 5;

const ephemeral: fc.Arbitrary<NoticeItem> = fc
  .tuple(fc.constantFrom('typing', 'participantIdle', 'participantReturned'), fc.integer({ min: 1_000, max: 1_010 }))
  .map(([type, at]) => ({ ...notice(`${type} ${at}`, at, 'typing'), notice: { type } }));

const chats: fc.Arbitrary<ReadonlyArray<Item>> = fc
  .tuple(chat, fc.array(ephemeral, { maxLength: 6 }))
  .map(([histories, passing]) => [...histories.flat(), ...passing].sort((a, b) => a.at - b.at));

const pending = (status: PendingMessage['status'], id?: string): ReadonlyArray<PendingMessage> => [
  {
    type: 'pending',
    clientToken: 'own',
    contentType: 'text/plain',
    content: 'hi',
    at: 9,
    status,
    ...(id !== undefined && { id }),
  },
];

/** What becomes of an own message, often told again although nothing has changed. */
const fates = fc.array(
  fc.constantFrom<ReadonlyArray<PendingMessage>>(
    [],
    pending('queued'),
    pending('sending'),
    pending('sending', 'item-0'),
    pending('sent', 'item-0'),
  ),
  { maxLength: 30 },
);

/** Everything that a session's state streams emit in one life, each value as JSON. */
const emissions = (
  signals: ReadonlyArray<Signal>,
  own: ReadonlyArray<ReadonlyArray<PendingMessage>>,
): Readonly<Record<string, ReadonlyArray<string>>> => {
  const clock = new VirtualTimeScheduler(undefined, Infinity);
  const policies = { transcriptMs: 8, typingExpiryMs: 20, maxRememberedItems: 8 };
  const fake = fakeWorld(clock, {}, { policies, connected: false });
  const [signal$, event$, status$] = [new Subject<Signal>(), new Subject<ChatEvent>(), new Subject<unknown>()];
  const pending$ = new BehaviorSubject<ReadonlyArray<PendingMessage>>([]);
  let standing: Standing = { accepted: false };
  let status = IDLE;
  const world = { ...fake.world, signal$, standing: () => standing };
  signal$.pipe(events(world)).subscribe(event$);
  signal$.subscribe((signal) => {
    standing = nextStanding(standing, signal);
    const next = nextStatus(status, signal);
    if (next !== status) status$.next(next);
    status = next;
  });

  let seen: Readonly<Record<string, ReadonlyArray<string>>> = {};
  const watch = (name: string, stream$: Observable<unknown>): void => {
    const values: string[] = [];
    seen = { ...seen, [name]: values };
    stream$.subscribe((value) => values.push(JSON.stringify(value)));
  };
  watch('status$', status$);
  watch('message$', event$.pipe(filter(({ type }) => type === 'message')));
  watch('transcript$', transcriptOf(world, event$, pending$));
  watch('participants$', participantsOf(world, event$));
  watch('typing$', typingOf(event$, { ...world.ports, dispatch: world.dispatch }, world.policies));
  watch(
    'checkpoint$',
    checkpointsOf(
      world,
      event$,
      { pending$, turn$: EMPTY, unsettled: () => ({ unsent: [], undelivered: [] }) },
      undefined,
    ),
  );

  signals.forEach((signal, index) => clock.schedule(() => signal$.next(signal), index * STEP_MS));
  own.forEach((all, index) => clock.schedule(() => pending$.next([...all]), index * 2 * STEP_MS + 1));
  clock.flush();
  return seen;
};

describe('the state streams of a session', () => {
  it('emit nothing that says the same as the value before', () => {
    const steps = fc.array(anyStep, { maxLength: 60 });
    const again = fc.array(fc.nat(), { maxLength: 20 });
    fc.assert(
      fc.property(chats, steps, again, fates, (items, story, repeated, own) => {
        const signals = [...play(items, story)];
        // Whatever it is, it may come again.
        for (const place of repeated) {
          const index = place % signals.length;
          signals.splice(index, 0, ...signals.slice(index, index + 1));
        }
        const repetitions = Object.entries(emissions(signals, own)).flatMap(([name, values]) =>
          values.flatMap((value, index) => (index > 0 && value === values[index - 1] ? [`${name} ${value}`] : [])),
        );
        expect(repetitions).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
