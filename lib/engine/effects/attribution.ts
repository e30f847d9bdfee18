import type { ChatMessage, Position } from '../../chat/event.js';
import { behind, mayHaveBecome, without, type Extent, type HandOver } from '../../chat/hand-over.js';
import type { World } from '../world.js';
import { nextCurrency, UNKNOWN } from './currency.js';
import { createEchoMemory } from './echo-memory.js';
import type { OutboxEntries } from './outbox-entries.js';
import type { OutboxEntry } from './outbox-entry.js';

/** Finds out which messages those entries have become of which no answer came, and keeps what that takes. */
export interface Attribution {
  /** How far the chat is known now: with this a message is handed over. */
  readonly handOver: () => HandOver;
  /** What an entry has become, looked for in all that is known. */
  readonly look: (entry: OutboxEntry) => Position | undefined;
  /** Takes in what an entry has become, which no other has then. Gives whether that has been emitted already. */
  readonly settle: (entry: OutboxEntry, item: Position) => boolean;
  /** Takes in a message that was emitted. Gives the entry that is known to have become it. */
  readonly hear: (event: ChatMessage) => OutboxEntry | undefined;
}

/**
 * @param ownId the own participant id; without it no echo can be distinguished from the words of others, until an answer names one.
 * @param found called with each entry that has been found, whose `item` is set, and with what it has become.
 */
export const createAttribution = (
  { ports, policies, ledger, signal$ }: Pick<World, 'ports' | 'policies' | 'ledger' | 'signal$'>,
  entries: Pick<OutboxEntries, 'all' | 'get' | 'claimed'>,
  ownId: string | undefined,
  found: (entry: OutboxEntry, item: Position) => void,
): Attribution => {
  const memory = createEchoMemory(ledger, ownId);
  let answered: Position | undefined;
  let currency = UNKNOWN;

  const extent = (): Extent => {
    const known = ledger.latestAt() ?? 0;
    const latestAt = Math.max(known, answered?.at ?? 0);
    const unseen = entries.all().flatMap(({ item }) => item?.id ?? []);
    const ids = [...(latestAt === known ? ledger.latestIds() : []), ...(answered ? [answered.id] : []), ...unseen];
    return { latestAt, ids: [...new Set(ids)] };
  };

  const attribute = (awaited: ReadonlyArray<Awaited>): void => {
    if (awaited.length === 0) return;
    for (const { clientToken, candidate } of memory.echoesOf(awaited, entries.claimed())) {
      const { id, at } = candidate;
      const entry = entries.get(clientToken);
      if (entry === undefined) continue;
      entry.item = { id, at };
      found(entry, { id, at });
    }
  };

  /** What comes beyond here is not the echo of what left so long ago that the service does not know its token either. */
  const close = (known: () => Extent): void => {
    const oldest = ports.clock.now() - policies.clientTokenMs - policies.requestTimeoutMs;
    for (const entry of entries.all()) {
      if (!isAwaited(entry) || entry.handOver.until !== undefined) continue;
      // What another session posted left before this one began, whatever its clock said.
      const leftAt = Math.min(entry.postedAt ?? 0, entry.resumedAt ?? Infinity);
      if (leftAt < oldest) entry.handOver = { ...entry.handOver, until: known() };
    }
  };

  signal$.subscribe((signal) => {
    const before = currency;
    currency = nextCurrency(before, signal);
    if (signal.type === 'caughtUp' || (before.isCurrent && !currency.isCurrent)) close(extent);
  });

  return {
    handOver: () => ({ ...extent(), ...(!currency.isCurrent && { isPartial: true }) }),
    look: (entry) => {
      const all = entries.all().filter((one): one is Awaited => isAwaited(one) || (one === entry && hasPlace(one)));
      memory.look(all);
      attribute(all);
      return entry.item;
    },
    settle: (entry, item) => {
      if (answered === undefined || item.at >= answered.at) answered = item;
      memory.answer(item.id);
      for (const other of entries.all()) {
        if (other === entry || other.handOver === undefined) continue;
        if (isUntried(other)) other.handOver = behind(other.handOver, item);
        // A later session knows of it by this alone.
        else if (isAlike(other, entry) && mayHaveBecome(other.handOver, item))
          other.handOver = without(other.handOver, item);
      }
      return memory.hasHeard(item.id);
    },
    hear: (event) => {
      const all = entries.all();
      if (all.length === 0) return undefined;
      const echoed = all.find(({ item }) => item?.id === event.id);
      if (event.origin === 'live') close(() => ({ latestAt: event.at, ids: [] }));
      const isHeard = all.some((entry) => entry.status === 'sending' || isAwaited(entry));
      const isCandidate = memory.hear(event, isHeard, echoed?.status === 'sent');
      if (echoed === undefined && isCandidate) attribute(all.filter(isAwaited));
      return echoed;
    },
  };
};

type Awaited = OutboxEntry & { readonly handOver: HandOver };

const hasPlace = (entry: OutboxEntry): entry is Awaited => entry.item === undefined && entry.handOver !== undefined;

/** Whether it may have arrived, and nothing has said as what. */
const isAwaited = (entry: OutboxEntry): entry is Awaited => hasPlace(entry) && entry.postedAt !== undefined;

/** Whether an earlier session has left it behind, and this one has not come to it yet. It leaves behind those before. */
const isUntried = (entry: OutboxEntry): boolean => entry.caughtUp$ !== undefined && entry.postedAt === undefined;

const isAlike = ({ message: a }: OutboxEntry, { message: b }: OutboxEntry): boolean =>
  a.content === b.content && a.contentType === b.contentType;
