import type { ChatEvent, GapEvent, Origin, Position } from './event.js';
import type { Item } from './item.js';
import { join, learn, stateOf, type Known, type RecordItem } from './known.js';
import { isEphemeral } from './notice.js';
import type { Receipt } from './receipt.js';
import { receiptEvent } from './receipt-event.js';
import { addReceipt, progress, receiptOf, type Receipts } from './receipts.js';
import { isNews, tell } from './tell.js';

/** How many gaps are remembered, the newest. More of them speak of a transcript that is not to be read. */
const MAX_GAPS = 1_000;

/** What remains of an item whose telling was another session's: enough to know whether it says anything new. */
export interface Mark {
  readonly id: string;
  /** Its state, such as how many chunks or which scan results had been told. */
  readonly state: string;
  readonly receipts: Receipts;
}

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
  /** Takes in what an earlier session has told. */
  readonly recall: (marks: ReadonlyArray<Mark>) => void;
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
 * @param limit how many items are remembered; beyond it the oldest are forgotten first.
 */
export const createLedger = (contactId: string, limit: number): Ledger => {
  const known = new Map<string, Known>();
  const receipts = new Map<string, Receipts>();
  const silent = new Set<string>();
  const recalled = new Map<string, Mark>();
  /** What may have to be marked the next time: a checkpoint must not cost more the longer a chat lasts. */
  const recent = new Set<string>();
  let markedSince = -Infinity;
  const gaps = new Map<string, GapEvent>();
  let latestAt: number | undefined;

  const enterRecord = (item: RecordItem, origin: Origin, teller: Teller): void => {
    const before = known.get(item.id);
    const arrival = learn(item, origin);
    const after = before === undefined ? arrival : join(before, arrival);
    if (before === undefined) remember(item.id, after);
    else known.set(item.id, after);
    mayMark(item.id);
    const untold = origin === 'live' && silent.delete(item.id);
    if (!untold && !isNews(before, after)) return;
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
    const forgotten = forgetOldest(known, limit);
    if (forgotten === undefined) return;
    receipts.delete(forgotten);
    silent.delete(forgotten);
  };

  const enterReceipt = (of: Item, messageId: string, receipt: Receipt, origin: Origin, teller?: Teller): void => {
    const before = receipts.get(messageId);
    const after = addReceipt(before, receipt);
    if (progress(receiptOf(after, receipt.recipientId)) <= progress(receiptOf(before, receipt.recipientId))) return;
    receipts.set(messageId, after);
    mayMark(messageId);
    forgetOldest(receipts, limit);
    teller?.(receiptEvent(of, messageId, receipt, origin, contactId));
  };

  const mayMark = (id: string): void => {
    recent.add(id);
    forgetOldest(recent, limit);
  };

  const markOf = (id: string, from: number): Mark | undefined => {
    // What an earlier session told and nothing has shown again yet may still come.
    const told = recalled.get(id)?.state;
    const state = known.get(id);
    const all = receipts.get(id) ?? [];
    const isGone = state?.type === 'notice' && isEphemeral(state.item.notice.type);
    // By time alone: within a millisecond the order of ids is not the order of the transcript.
    const isRecent = state !== undefined && !isGone && state.item.at >= from;
    if (told === undefined && !isRecent && !all.some((receipt) => givenAt(receipt) >= from)) return undefined;
    return { id, state: furthest(state === undefined ? '' : stateOf(state), told), receipts: all };
  };

  return {
    enter: (item, origin, teller) => {
      if (item.type === 'receipt') {
        for (const receipt of item.receipts) enterReceipt(item, item.messageId, receipt, origin, teller);
        return;
      }
      enterRecord(item, origin, teller);
      if (item.type !== 'message') return;
      for (const receipt of item.receipts) enterReceipt(item, item.id, receipt, origin, teller);
    },
    enterSilently: (item) => {
      if (item.type === 'receipt' || known.has(item.id)) return;
      remember(item.id, learn(item, 'backfill'));
      mayMark(item.id);
      silent.add(item.id);
      if (item.type === 'message')
        for (const receipt of item.receipts) enterReceipt(item, item.id, receipt, 'backfill');
    },
    recall: (marks) => {
      for (const mark of marks) {
        recalled.set(mark.id, mark);
        forgetOldest(recalled, limit);
        mayMark(mark.id);
        if (mark.receipts.length === 0) continue;
        receipts.set(mark.id, mark.receipts);
        forgetOldest(receipts, limit);
      }
    },
    marks: (since) => {
      const from = since?.at ?? -Infinity;
      if (from < markedSince) [...known.keys(), ...receipts.keys()].forEach(mayMark);
      markedSince = from;
      const marks: Mark[] = [];
      for (const id of recent) {
        const mark = markOf(id, from);
        if (mark === undefined) recent.delete(id);
        else marks.push(mark);
      }
      return marks;
    },
    has: (id) => known.has(id),
    at: (id) => known.get(id)?.item.at,
    enterGap: (gap) => {
      const key = `${gap.reason} ${gap.after?.id ?? ''} ${gap.before?.id ?? ''}`;
      if (gaps.has(key)) return false;
      gaps.set(key, gap);
      forgetOldest(gaps, MAX_GAPS);
      return true;
    },
    events: () => {
      const events: ChatEvent[] = [...gaps.values()];
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

const furthest = (a: string, b = ''): string => (a > b ? a : b);

/** When a receipt was last heard of. */
const givenAt = ({ deliveredAt = -Infinity, readAt = -Infinity }: Receipt): number => Math.max(deliveredAt, readAt);

/** Deletes the oldest entry of what has grown beyond its limit, and returns its key. */
const forgetOldest = (all: Map<string, unknown> | Set<string>, limit: number): string | undefined => {
  if (all.size <= limit) return undefined;
  const [oldest] = all.keys();
  if (oldest !== undefined) all.delete(oldest);
  return oldest;
};
