import type { ChatEvent, GapEvent, Origin, Position } from './event.js';
import { createGapMemory } from './gap-memory.js';
import type { Item } from './item.js';
import { join, learn, stateOf, type Known, type RecordItem } from './known.js';
import { markOf, type Mark, type Marked } from './mark.js';
import { comparePositions } from './position.js';
import type { Receipt } from './receipt.js';
import { receiptEvent } from './receipt-event.js';
import { addReceipt, progress, receiptOf, type Receipts } from './receipts.js';
import { isNews, tell } from './tell.js';

/** By how much of its limit a ledger may exceed it before it forgets: sorting at each item would cost too much. */
const SURPLUS = 0.25;

/** Told about each change that is new. */
export type Teller = (event: ChatEvent) => void;

/**
 * Everything known of one chat, by item. Whatever arrives is entered, and only what changes something is told:
 * once per change, whichever way and however often it arrives.
 */
export interface Ledger {
  /** Enters an arrival and tells what it changed: the item, then its receipts. */
  readonly enter: (item: Item, origin: Origin, tell: Teller) => void;
  /** Enters an arrival as if it had been told: history that was not asked for. A live arrival of it is told all the same. */
  readonly enterSilently: (item: Item) => void;
  /** Takes in what an earlier session has told, and how far it had forgotten. */
  readonly recall: (marks: ReadonlyArray<Mark>, forgotten?: Position) => void;
  /** The latest of all that has been forgotten. */
  readonly forgotten: () => Position | undefined;
  /** What a later session has to know of the items from `since` on. */
  readonly marks: (since: Position | undefined) => ReadonlyArray<Mark>;
  readonly has: (id: string) => boolean;
  /** When an item was posted, in ms since the epoch. */
  readonly at: (id: string) => number | undefined;
  /** Whether a gap is another one than those before. */
  readonly enterGap: (gap: GapEvent) => boolean;
  /** All that is remembered: the gaps, then the state of each item with its receipts, in order of first arrival. */
  readonly events: () => ReadonlyArray<ChatEvent>;
  readonly receipts: (messageId: string) => Receipts;
  /** The greatest time of all items. */
  readonly latestAt: () => number | undefined;
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
  const recalled = new Map<string, Mark>();
  /**
   * What may have to be marked the next time, and how, once that has been asked: a checkpoint must not cost more the
   * longer a chat lasts, nor tell anew what has not changed.
   */
  const recent = new Map<string, Marked | undefined>();
  let markedSince = -Infinity;
  const gaps = createGapMemory();
  let latestAt: number | undefined;
  let forgotten: Position | undefined;

  /** What a reading shows, is not known, and is not later than what has been forgotten, is taken for told. */
  const isForgotten = (item: Item): boolean =>
    forgotten !== undefined && !known.has(item.id) && comparePositions(item, forgotten) <= 0;

  const enterRecord = (item: RecordItem, origin: Origin, teller: Teller): void => {
    const before = known.get(item.id);
    const arrival = learn(item, origin);
    const after = before === undefined ? arrival : join(before, arrival);
    recent.set(item.id, undefined);
    if (before === undefined) remember(item.id, after);
    else known.set(item.id, after);
    const untold = origin === 'live' && silent.has(item.id);
    if (!untold && !isNews(before, after)) return;
    silent.delete(item.id);
    const told = recalled.get(item.id)?.state ?? '';
    const state = stateOf(after);
    // An old frame once more: it knows less than an earlier session has told.
    if (state < told) return;
    recalled.delete(item.id);
    if (state !== told) teller(tell(after, contactId));
  };

  const remember = (id: string, arrival: Known): void => {
    if (latestAt === undefined || arrival.item.at > latestAt) latestAt = arrival.item.at;
    known.set(id, arrival);
    if (known.size > limit * (1 + SURPLUS)) forgetOlder();
  };

  /** Forgets the oldest by place, not by arrival: what is read now may be older than what was pushed before. */
  const forgetOlder = (): void => {
    const items = [...known.values()].map(({ item }) => item).sort(comparePositions);
    for (const { at, id } of items.slice(0, items.length - limit)) {
      for (const all of [known, receipts, silent]) all.delete(id);
      remark(id);
      forget({ at, id });
    }
  };

  const forget = (position: Position | undefined): void => {
    if (position !== undefined && (forgotten === undefined || comparePositions(position, forgotten) > 0))
      forgotten = position;
  };

  const remark = (id: string): void => {
    if ([known, receipts, recalled].some((all) => all.has(id))) recent.set(id, undefined);
    else recent.delete(id);
  };

  const forgetOldest = (all: Map<string, unknown>): void => {
    const [oldest] = all.size > limit ? all.keys() : [];
    if (oldest === undefined) return;
    all.delete(oldest);
    remark(oldest);
  };

  const enterReceipt = (of: Item, messageId: string, receipt: Receipt, origin: Origin, teller?: Teller): void => {
    const before = receipts.get(messageId);
    const after = addReceipt(before, receipt);
    if (progress(receiptOf(after, receipt.recipientId)) <= progress(receiptOf(before, receipt.recipientId))) return;
    receipts.set(messageId, after);
    recent.set(messageId, undefined);
    forgetOldest(receipts);
    teller?.(receiptEvent(of, messageId, receipt, origin, contactId));
  };

  return {
    enter: (item, origin, teller) => {
      if (item.type === 'receipt') {
        for (const receipt of item.receipts) enterReceipt(item, item.messageId, receipt, origin, teller);
        return;
      }
      if (origin === 'backfill' && isForgotten(item)) return;
      enterRecord(item, origin, teller);
      if (item.type !== 'message') return;
      for (const receipt of item.receipts) enterReceipt(item, item.id, receipt, origin, teller);
    },
    enterSilently: (item) => {
      if (item.type === 'receipt' || known.has(item.id) || isForgotten(item)) return;
      recent.set(item.id, undefined);
      silent.add(item.id);
      remember(item.id, learn(item, 'backfill'));
      if (item.type === 'message')
        for (const receipt of item.receipts) enterReceipt(item, item.id, receipt, 'backfill');
    },
    recall: (marks, forgottenBefore) => {
      forget(forgottenBefore);
      for (const mark of marks) {
        recalled.set(mark.id, mark);
        recent.set(mark.id, undefined);
        forgetOldest(recalled);
        if (mark.receipts.length === 0) continue;
        receipts.set(mark.id, mark.receipts);
        forgetOldest(receipts);
      }
    },
    marks: (since) => {
      const from = since?.at ?? -Infinity;
      if (from < markedSince) [...known.keys(), ...receipts.keys()].forEach(remark);
      markedSince = from;
      const marks: Mark[] = [];
      for (const [id, before] of recent) {
        const { mark, latestAt: at } = before ?? markOf(id, known.get(id), receipts.get(id), recalled.get(id));
        // By time alone: within a millisecond the order of ids is not the order of the transcript.
        if (at < from) recent.delete(id);
        else {
          marks.push(mark);
          if (before === undefined) recent.set(id, { mark, latestAt: at });
        }
      }
      return marks;
    },
    forgotten: () => forgotten,
    has: (id) => known.has(id),
    at: (id) => known.get(id)?.item.at,
    enterGap: gaps.enter,
    events: () => {
      const events: ChatEvent[] = [...gaps.all()];
      for (const [id, state] of known) {
        if (silent.has(id) || !isNews(undefined, state)) continue;
        events.push(tell(state, contactId));
        for (const receipt of receipts.get(id) ?? []) {
          events.push(receiptEvent(state.item, id, receipt, state.origin, contactId));
        }
      }
      return events;
    },
    receipts: (messageId) => receipts.get(messageId) ?? [],
    latestAt: () => latestAt,
    size: () => known.size,
  };
};
