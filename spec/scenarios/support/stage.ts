import {
  createChatEngine,
  type ChatDetails,
  type ChatEngine,
  type Policies,
  type Ports,
  type SessionOptions,
} from '../../../lib/index.js';
import {
  startEmulator,
  type ChatStart,
  type EmulatedChatDetails,
  type Emulator,
  type EmulatorOptions,
  type ParticipantOperation,
  type ParticipantStart,
  type RequestRecord,
} from '../../../lib/emulator/index.js';
import { createActor, type Actor } from './actor.js';
import { createCountedClock } from './counted-clock.js';
import { FAST } from './policies.js';

/** A service on this machine, an engine, and the chat of one customer. */
export interface Stage {
  readonly emulator: Emulator;
  readonly engine: ChatEngine;
  /** The chat that was started with the stage. */
  readonly details: EmulatedChatDetails;
  /** A session that has not connected yet. */
  readonly actor: (details?: ChatDetails, options?: SessionOptions) => Actor;
  /** The customer, live. */
  readonly customer: () => Promise<Actor>;
  /** A further participant of the chat, live. */
  readonly guest: (start?: ParticipantStart) => Promise<Actor>;
  /** An engine with other policies, on the same clock. */
  readonly engineWith: (policies: Partial<Policies>, ports?: Partial<Ports>) => ChatEngine;
  /** The flow says something. */
  readonly post: (text: string) => string;
  /** It is in the transcript and was never pushed: a lost frame. */
  readonly postSilently: (text: string) => string;
  /** The service ends the chat. */
  readonly endChat: () => void;
  readonly requests: (operation: ParticipantOperation) => ReadonlyArray<RequestRecord>;
  /** Resolves when the service has got so many requests for an operation. */
  readonly asked: (operation: ParticipantOperation, times: number) => Promise<void>;
  /** Ids of all that is persisted of the chat, in order: the truth. */
  readonly truth: (contactId?: string) => ReadonlyArray<string | undefined>;
  /** Resolves when no socket is open and no timer is pending, without anybody going offline. */
  readonly comesToRest: () => Promise<void>;
  /** Goes offline everywhere and expects that nothing is left: no socket, no timer, no fault that has not struck. Once. */
  readonly end: () => Promise<void>;
}

/** What a stage is set with. */
export interface Scenery {
  readonly emulator?: EmulatorOptions;
  readonly policies?: Partial<Policies>;
  readonly ports?: Partial<Ports>;
  readonly chat?: ChatStart;
}

/** Sets a stage. */
export const openStage = async (scenery: Scenery = {}): Promise<Stage> => {
  const emulator = await startEmulator(scenery.emulator);
  const timers = createCountedClock();
  const actors: Actor[] = [];
  let isOver = false;
  const engineWith = (policies: Partial<Policies>, ports: Partial<Ports> = {}): ChatEngine =>
    createChatEngine({
      endpoint: emulator.endpoint,
      policies: { ...FAST, ...scenery.policies, ...policies },
      ports: { clock: timers.clock, ...scenery.ports, ...ports },
    });
  const engine = engineWith({});
  const details = emulator.startChat({ displayName: 'Jane', ...scenery.chat });
  const { contactId } = details;

  const actor: Stage['actor'] = (whose = details, options) => {
    const one = createActor(whose, engine.session(whose, options));
    actors.push(one);
    return one;
  };
  const live = async (one: Actor): Promise<Actor> => {
    one.connect();
    await one.isSettled();
    return one;
  };
  const requests: Stage['requests'] = (operation) => emulator.requests.filter((one) => one.operation === operation);

  return {
    emulator,
    engine,
    details,
    engineWith,
    actor,
    requests,
    customer: () => live(actor()),
    guest: (start = { displayName: 'Ana' }) =>
      live(actor(emulator.addParticipant(contactId, start), { connectParticipant: true })),
    post: (content) => {
      nextMillisecond();
      return emulator.postMessage(contactId, { content }).Id;
    },
    endChat: () => {
      nextMillisecond();
      emulator.endChat(contactId);
    },
    postSilently: (content) => {
      nextMillisecond();
      return emulator.postSilently(contactId, { content }).Id;
    },
    asked: (operation, times) => emulator.until(() => requests(operation).length >= times),
    truth: (of = contactId) =>
      inOrder(emulator.transcript(of).map(({ Id, AbsoluteTime }) => ({ id: Id, at: Date.parse(AbsoluteTime) }))),
    comesToRest: async () => {
      await emulator.until(() => emulator.connections().open === 0);
      await timers.quiet();
    },
    end: async () => {
      if (isOver) return;
      isOver = true;
      actors.forEach(({ leave }) => leave());
      await emulator.until(() => emulator.connections().open === 0);
      await timers.quiet();
      const left = emulator.pendingInjections();
      await emulator.close();
      expect({ sockets: emulator.connections().open, timers: timers.pending(), faults: left }).toEqual({
        sockets: 0,
        timers: 0,
        faults: 0,
      });
    },
  };
};

interface Placed {
  readonly id: string | undefined;
  readonly at: number;
}

/** Items of one millisecond have no order but that of their ids, in which the stream need not tell them. */
const inOrder = (items: ReadonlyArray<Placed>): ReadonlyArray<string | undefined> => {
  const ids: (string | undefined)[] = [];
  for (let start = 0, end = 0; start < items.length; start = end) {
    while (items[end]?.at === items[start]?.at) end += 1;
    ids.push(
      ...items
        .slice(start, end)
        .map(({ id }) => id)
        .sort(),
    );
  }
  return ids;
};

/** Ids of all that is persisted and was told, in order, each as often as it was told. */
export const told = ({ events }: Actor): ReadonlyArray<string | undefined> =>
  inOrder(
    events.flatMap((event) =>
      event.type === 'gap' || UNPERSISTED.has(event.type) ? [] : [{ id: event.id, at: event.at }],
    ),
  );

/** Ephemeral events, receipts, which are a state of their message, and what happens to the session only. */
const UNPERSISTED: ReadonlySet<string> = new Set([
  'typing',
  'receipt',
  'participantIdle',
  'participantReturned',
  'chatRehydrated',
]);

/** Lets the clock go on: what is posted in one millisecond has no order. */
const nextMillisecond = (): void => {
  const now = Date.now();
  while (Date.now() === now);
};
