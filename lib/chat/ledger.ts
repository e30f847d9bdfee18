import type { ChatEvent, GapEvent, Origin, Position } from './event.js';
import { createGapMemory } from './gap-memory.js';
import type { Item, MessageItem } from './item.js';
import { join, learn, saysNoMore, stateOf, type Known, type RecordItem } from './known.js';
import { markOf, type Mark, type Marked } from './mark.js';
import { isEphemeral } from './notice.js';
import { inOrder } from './order.js';
import { createRoster, type Members, type RosterEntry } from './participants.js';
import { byTime } from './position.js';
import type { Receipt } from './receipt.js';
import { receiptEvent } from './receipt-event.js';
import { addReceipt, progress, receiptOf, type Receipts } from './receipts.js';
import { isSame } from './same.js';
import { isNews, tell } from './tell.js';
import { createTies, type Ties } from './ties.js';

/** By how much of its limit a ledger may exceed it before it forgets: sorting at each item would cost too much. */
const SURPLUS = 0.25;

/** Of the gaps so many, the newest, are handed on to a later session. */
const MAX_GAPS = 100;

/** How many items of the latest time are named. */
const MAX_LATEST = 1_000;

/** Told about each change that is new. */
export type Teller = (event: ChatEvent) => void;

/** What changes without an event: the transcript and the list of participants follow all the same. */
export type Quiet =
  /** The transcript shows this from now on: it was emitted before, by an earlier session, or says nothing new. */
  | { readonly type: 'shown'; readonly event: ChatEvent }
  /** The items of this time stand in another order than they came in. */
  | { readonly type: 'reordered'; readonly at: number }
  /** Others are in the chat than was known. */
  | { readonly type: 'participants' };

/** What a later session has to know besides the items that may come again. Plain data. */
export interface Memory {
  /** How far the items have been forgotten: what is not known and not later than this was emitted. */
  readonly forgotten?: Position;
  /** The greatest time that was emitted, in ms since the epoch: what is older comes `late`. */
  readonly latestAt?: number;
  /** From this time on the chat was emitted; what is older the history policy left out. */
  readonly since?: number;
  readonly participants?: Members;
  readonly gaps?: ReadonlyArray<Omit<GapEvent, 'type' | 'contactId'>>;
}

/**
 * Everything known of one chat, by item. Whatever arrives is entered, and only what changes something is told:
 * once per change, whichever way and however often it arrives.
 */
export interface Ledger {
  /** Enters an arrival and tells what it changed: the item, then its receipts. */
  readonly enter: (item: Item, origin: Origin, tell: Teller) => void;
  /** Enters an arrival as if it had been told: history that was not asked for. A live arrival of it is told all the same. */
  readonly enterSilently: (item: Item) => void;
  /**
   * Enters history that a reading showed beside what it was asked for. What an earlier session has told is shown, and
   * told only where it has changed since; the rest is entered silently.
   */
  readonly enterSkipped: (item: Item, tell: Teller) => void;
  /**
   * Enters what an earlier session has emitted, also where it has been forgotten since: it is shown, and emitted only where
   * it is known and has changed.
   */
  readonly enterRestored: (item: Item, tell: Teller) => void;
  /**
   * Takes in the order of a page of the transcript, or of a part of it, after its items have been entered.
   *
   * @param goesOn whether it goes on where the page before has ended. @defaultValue `true`
   */
  readonly learnOrder: (page: ReadonlyArray<Position>, goesOn?: boolean) => void;
  /** Takes in that an event is emitted now. Gives whether it is late. */
  readonly emit: (event: ChatEvent) => boolean;
  /** Calls back at each change that no event tells of, until the function that it returns is called. */
  readonly watch: (listener: (change: Quiet) => void) => () => void;
  /** Takes in what an earlier session has told. */
  readonly recall: (marks: ReadonlyArray<Mark>, memory?: Memory) => void;
  /** The latest of all that has been forgotten. */
  readonly forgotten: () => Position | undefined;
  /** What a later session has to know of the items from `since` on. */
  readonly marks: (since: Position | undefined) => ReadonlyArray<Mark>;
  /** What else it has to know. The same object as long as nothing changes. */
  readonly memory: () => Memory;
  /** Counts the changes that marks and memory tell of. */
  readonly changes: () => number;
  readonly has: (id: string) => boolean;
  /** Whether an item is of this chat: it has come, or an earlier session has emitted it. */
  readonly knows: (id: string) => boolean;
  /** Whether an item is in the transcript: known, and not only as history that was not asked for. */
  readonly shows: (id: string) => boolean;
  /** When an item was posted, in ms since the epoch. */
  readonly at: (id: string) => number | undefined;
  /** Every message that is remembered, whatever of it was told, in order of arrival. */
  readonly messages: () => ReadonlyArray<MessageItem>;
  /** Whether a gap is another one than those before. */
  readonly enterGap: (gap: GapEvent) => boolean;
  /** All that the transcript shows: the gaps, and the state of each item with its receipts, in the order of the chat. */
  readonly events: () => ReadonlyArray<ChatEvent>;
  readonly receipts: (messageId: string) => Receipts;
  /** Who is in the chat, by all that is known and was not held back. The same list as long as nothing changes. */
  readonly participants: () => ReadonlyArray<RosterEntry>;
  readonly ties: Ties;
  /** The greatest time of all items. */
  readonly latestAt: () => number | undefined;
  /** The items of that time: a thousand of them at the most. */
  readonly latestIds: () => ReadonlyArray<string>;
  /** The greatest time of all that was emitted, by earlier sessions too. */
  readonly emittedAt: () => number | undefined;
  readonly size: () => number;
}

/**
 * @param contactId stands in on items that name no contact.
 * @param limit how many items are remembered, or up to a quarter more; beyond it the oldest are forgotten. A reading
 * that shows something as old tells nothing new: it has been told, as far as one can know.
 */
export const createLedger = (contactId: string, limit: number): Ledger => {
  const known = new Map<string, Known>();
  const receipts = new Map<string, Receipts>();
  const silent = new Set<string>();
  /** History that an earlier session has left out: in the transcript no more than there, and for good. */
  const hidden = new Set<string>();
  /** What earlier sessions told and nothing has shown again. However many: whoever kept them has set the limit. */
  const recalled = new Map<string, Mark>();
  /**
   * What may have to be marked the next time, and how, once that has been asked: a checkpoint must not cost more the
   * longer a chat lasts, nor tell anew what has not changed.
   */
  const recent = new Map<string, Marked | undefined>();
  let markedSince = -Infinity;
  const gaps = createGapMemory();
  const ties = createTies();
  const roster = createRoster(ties);
  const listeners = new Set<(change: Quiet) => void>();
  let latestAt: number | undefined;
  let latestIds: string[] = [];
  let forgotten: Position | undefined;
  let emittedAt: number | undefined;
  let since: number | undefined;
  let shownFrom = Infinity;
  let changes = 0;
  let memory: Memory | undefined;

  const touch = (id: string): void => {
    changes += 1;
    recent.set(id, undefined);
  };

  const changed = (): void => {
    changes += 1;
    memory = undefined;
  };

  const whisper = (change: Quiet): void => listeners.forEach((listener) => listener(change));

  const meet = (event: ChatEvent, take = roster.takeRead): void => {
    if (event.type !== 'gap' && event.id !== undefined && known.get(event.id)?.item.past === true) return;
    memory = undefined;
    if (!take(event)) return;
    changes += 1;
    whisper({ type: 'participants' });
  };

  /** For what is in the transcript and in no stream of events. */
  const show: Teller = (event) => {
    meet(event);
    whisper({ type: 'shown', event });
  };

  /** What a reading shows, is not known, and is not later than what has been forgotten, is taken for told. */
  const isForgotten = ({ at, id }: Item): boolean =>
    forgotten !== undefined && at <= forgotten.at && !known.has(id) && !isRecalled(id);

  /** Of a message that has been forgotten, a receipt that came later may be recalled alone: with an empty state. */
  const isRecalled = (id: string): boolean => (recalled.get(id)?.state ?? '') !== '';

  const enterRecord = (item: RecordItem, origin: Origin, teller: Teller): void => {
    const before = known.get(item.id);
    const arrival = learn(item, origin);
    const after = before === undefined ? arrival : join(before, arrival);
    const isUntold = origin === 'live' && silent.has(item.id) && !isUnheard(arrival, after);
    const isNew = isUntold || isNews(before, after);
    if (before === after && !isNew) return;
    if (isNew || before === undefined || !isMarkedAlike(before, after)) touch(item.id);
    if (before === undefined || isUntold || before.item.at !== after.item.at) known.delete(item.id);
    const entered = isNew ? emittedAs(after, undefined) : emittedAs(after, before?.emittedAs ?? before?.origin);
    remember(item.id, entered);
    if (!isNew) return restate(before, entered);
    silent.delete(item.id);
    const event = tell(entered, contactId);
    const told = recalled.get(item.id)?.state;
    const state = told === undefined ? '' : stateOf(entered);
    // An old frame once more: it knows less than an earlier session has told.
    if (told !== undefined && state >= told) come(item.id);
    if (told === undefined || !saysNoMore(state, told)) {
      hidden.delete(item.id);
      return teller(event);
    }
    if (item.at >= shownFrom) return show(event);
    hidden.add(item.id);
    meet(event);
  };

  const isShown = (id: string, known: Known): boolean => !silent.has(id) && !hidden.has(id) && isNews(undefined, known);

  /** Nothing new, but perhaps another time or another name. */
  const restate = (before: Known | undefined, after: Known): void => {
    if (before === undefined || !isShown(after.item.id, after)) return;
    const event = tell(after, contactId);
    if (!isSame(tell(before, contactId), event)) show(event);
  };

  /** What an earlier session told has come again. */
  const come = (id: string): void => {
    const mark = recalled.get(id);
    recalled.delete(id);
    if (mark !== undefined && mark.receipts.length > 0)
      keep(id, (receipts.get(id) ?? []).reduce(addReceipt, mark.receipts));
  };

  const remember = (id: string, arrival: Known): void => {
    const { at } = arrival.item;
    if (latestAt === undefined || at > latestAt) [latestAt, latestIds] = [at, []];
    if (at === latestAt && latestIds.length < MAX_LATEST) latestIds.push(id);
    known.set(id, arrival);
    if (known.size > limit * (1 + SURPLUS)) forgetOlder();
  };

  /**
   * Forgets the oldest by place, not by arrival: what is read now may be older than what was pushed before. A
   * millisecond is forgotten as a whole or not at all, and kept where what is left is not too much.
   */
  const forgetOlder = (): void => {
    const items = [...known.values()].map(({ item }) => item).sort(byTime);
    const cut = items[items.length - limit - 1]?.at ?? -Infinity;
    const before = items.findLast(({ at }) => at < cut)?.at;
    const isWhole = items[items.length - limit]?.at !== cut;
    const left = before === undefined ? Infinity : items.filter(({ at }) => at > before).length;
    forgetUpTo(isWhole || before === undefined || left > limit * (1 + SURPLUS) ? cut : before);
  };

  const forgetUpTo = (upTo: number): void => {
    for (const [id, { item }] of known) {
      if (item.at > upTo) continue;
      // Its receipts are forgotten by themselves: one may be pushed yet.
      for (const all of [known, silent, hidden]) all.delete(id);
      remark(id);
      forget({ at: item.at, id });
    }
    ties.forget(upTo);
  };

  const forget = (position: Position | undefined): void => {
    if (position === undefined || (forgotten !== undefined && position.at <= forgotten.at)) return;
    forgotten = position;
    changed();
  };

  const remark = (id: string): void => {
    if ([known, receipts, recalled].some((all) => all.has(id))) touch(id);
    else recent.delete(id);
  };

  const keep = (messageId: string, all: Receipts): void => {
    receipts.set(messageId, all);
    touch(messageId);
    const [oldest] = receipts.size > limit ? receipts.keys() : [];
    if (oldest === undefined) return;
    receipts.delete(oldest);
    remark(oldest);
  };

  const receiptsOf = (messageId: string): Receipts =>
    receipts.get(messageId) ?? recalled.get(messageId)?.receipts ?? [];

  const enterReceipt = (of: Item, messageId: string, receipt: Receipt, origin: Origin, teller?: Teller): void => {
    const before = receiptsOf(messageId);
    const after = addReceipt(before, receipt);
    if (progress(receiptOf(after, receipt.recipientId)) <= progress(receiptOf(before, receipt.recipientId))) return;
    keep(messageId, after);
    teller?.(receiptEvent(of, messageId, receipt, origin, contactId));
  };

  const enter: Ledger['enter'] = (item, origin, teller) => {
    if (item.type === 'receipt') {
      for (const receipt of item.receipts) enterReceipt(item, item.messageId, receipt, origin, teller);
      const { processing } = item;
      const message = known.get(item.messageId);
      if (processing !== undefined && message?.type === 'message')
        enterRecord({ ...message.item, processing }, message.origin, teller);
      return;
    }
    if (origin === 'backfill' && isForgotten(item)) return;
    enterWhole(item, origin, teller);
  };

  const enterWhole = (item: RecordItem, origin: Origin, teller: Teller): void => {
    enterRecord(item, origin, teller);
    if (item.type !== 'message') return;
    for (const receipt of item.receipts) enterReceipt(item, item.id, receipt, origin, teller);
  };

  const enterSilently: Ledger['enterSilently'] = (item) => {
    if (item.type === 'receipt' || known.has(item.id) || isForgotten(item)) return;
    const arrival = learn(item, 'backfill');
    touch(item.id);
    silent.add(item.id);
    remember(item.id, arrival);
    meet(tell(arrival, contactId));
    if (item.type === 'message') for (const receipt of item.receipts) enterReceipt(item, item.id, receipt, 'backfill');
  };

  const enterSkipped: Ledger['enterSkipped'] = (item, teller) => {
    if (item.type === 'receipt') return;
    if (known.has(item.id) || isRecalled(item.id)) enter(item, 'backfill', teller);
    else if (item.at < shownFrom || item.past === true) enterSilently(item);
    else enter(item, 'backfill', show);
  };

  return {
    enter,
    enterSilently,
    enterSkipped,
    enterRestored: (item, teller) =>
      item.type !== 'receipt' && isForgotten(item) ? enterWhole(item, 'backfill', show) : enterSkipped(item, teller),
    learnOrder: (page, goesOn) => {
      const shown = page.filter(({ id, at }) => known.get(id)?.item.at === at);
      for (const at of ties.learn(shown, goesOn)) {
        // A page may join what others have shown, so that what stands on none of its own counts anew too.
        for (const id of ties.at(at)) {
          const entry = known.get(id);
          if (entry !== undefined) meet(tell(entry, contactId));
        }
        whisper({ type: 'reordered', at });
      }
    },
    emit: (event) => {
      meet(event, roster.take);
      if (event.type === 'gap') return false;
      const isLate = emittedAt !== undefined && event.at < emittedAt;
      if (!isLate) emittedAt = event.at;
      const isHistory = event.origin === 'backfill' || !isLate;
      if (isHistory && event.type !== 'receipt' && (since === undefined || event.at < since)) since = event.at;
      // What is in no transcript is no reason for another checkpoint; the next one has it.
      memory = undefined;
      if (!isEphemeral(event.type)) changes += 1;
      return isLate;
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    recall: (marks, earlier = {}) => {
      forget(earlier.forgotten);
      emittedAt = earlier.latestAt;
      since = earlier.since;
      // Checkpoints of before 0.2 do not say since when; where nothing was emitted, nothing is shown.
      const isFresh = marks.length === 0 && earlier.forgotten === undefined && earlier.latestAt === undefined;
      shownFrom = earlier.since ?? (isFresh ? Infinity : -Infinity);
      if (earlier.participants !== undefined) roster.recall(earlier.participants);
      for (const gap of earlier.gaps ?? []) gaps.enter({ type: 'gap', contactId, ...gap });
      for (const mark of marks) {
        recalled.set(mark.id, mark);
        recent.set(mark.id, undefined);
      }
      changed();
    },
    marks: (from) => {
      const fromAt = from?.at ?? -Infinity;
      if (fromAt < markedSince) [...known.keys(), ...receipts.keys(), ...recalled.keys()].forEach(remark);
      markedSince = fromAt;
      const marks: Mark[] = [];
      for (const [id, before] of recent) {
        const { mark, latestAt: at } = before ?? markOf(id, known.get(id), receiptsOf(id), recalled.get(id));
        // By time alone: the order within a millisecond is not ours to know.
        if (at < fromAt) recent.delete(id);
        else {
          marks.push(mark);
          if (before === undefined) recent.set(id, { mark, latestAt: at });
        }
      }
      return marks;
    },
    memory: () =>
      (memory ??= {
        ...(forgotten && { forgotten }),
        ...(emittedAt !== undefined && { latestAt: emittedAt }),
        ...(since !== undefined && { since }),
        participants: roster.members(),
        gaps: gaps
          .all()
          .slice(-MAX_GAPS)
          .map(({ reason, after, before }) => ({ reason, ...(after && { after }), ...(before && { before }) })),
      }),
    changes: () => changes,
    forgotten: () => forgotten,
    has: (id) => known.has(id),
    knows: (id) => known.has(id) || recalled.has(id),
    shows: (id) => known.has(id) && !silent.has(id) && !hidden.has(id),
    at: (id) => known.get(id)?.item.at,
    messages: () => [...known.values()].flatMap(({ item }) => (item.type === 'message' ? [item] : [])),
    enterGap: (gap) => {
      const isOther = gaps.enter(gap);
      if (isOther) changed();
      return isOther;
    },
    events: () => {
      const events: ChatEvent[] = [...gaps.all()];
      for (const [id, state] of known) {
        if (!isShown(id, state)) continue;
        events.push(tell(state, contactId));
        for (const receipt of receiptsOf(id)) {
          events.push(receiptEvent(state.item, id, receipt, state.origin, contactId));
        }
      }
      return inOrder(events, ties);
    },
    receipts: receiptsOf,
    participants: roster.present,
    ties,
    latestAt: () => latestAt,
    latestIds: () => latestIds,
    emittedAt: () => emittedAt,
    size: () => known.size,
  };
};

/** Whether a chunk says only that a text goes on: what is shown is the half of it that a page has. */
const isUnheard = (arrival: Known, after: Known): boolean =>
  arrival.type === 'message' && after.type === 'message' && !arrival.whole && after.whole;

const isMarkedAlike = (a: Known, b: Known): boolean => a.item.at === b.item.at && stateOf(a) === stateOf(b);

const emittedAs = (known: Known, origin: Origin | undefined): Known => {
  if (known.emittedAs === origin || (known.emittedAs === undefined && known.origin === origin)) return known;
  const { emittedAs: before, ...rest } = known;
  if (before === origin) return known;
  return origin === undefined ? rest : { ...rest, emittedAs: origin };
};
