import type { ChatEvent, Origin, Position, ReceiptEvent } from './event.js';
import type { Item } from './item.js';
import { join, learn, stateOf, type Known, type RecordItem } from './known.js';
import { isEphemeral } from './notice.js';
import type { Receipt } from './receipt.js';
import { addReceipt, progress, receiptOf, type Receipts } from './receipts.js';
import { isNews, tell } from './tell.js';

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
  /** The state of each item that is remembered, in order of first arrival. */
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
  let latestAt: number | undefined;

  const enterRecord = (item: RecordItem, origin: Origin, teller: Teller): void => {
    const before = known.get(item.id);
    const arrival = learn(item, origin);
    if (before === undefined) {
      remember(item.id, arrival);
      const isTold = recalled.get(item.id)?.state === stateOf(arrival);
      recalled.delete(item.id);
      if (!isTold && isNews(undefined, arrival)) teller(tell(arrival, contactId));
      return;
    }
    const untold = origin === 'live' && silent.delete(item.id);
    const after = join(before, arrival);
    known.set(item.id, after);
    if (untold || isNews(before, after)) teller(tell(after, contactId));
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
    forgetOldest(receipts, limit);
    teller?.(receiptEvent(of, messageId, receipt, origin, contactId));
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
      silent.add(item.id);
      if (item.type === 'message')
        for (const receipt of item.receipts) enterReceipt(item, item.id, receipt, 'backfill');
    },
    recall: (marks) => {
      for (const mark of marks) {
        recalled.set(mark.id, mark);
        if (mark.receipts.length > 0) receipts.set(mark.id, mark.receipts);
      }
    },
    marks: (since) => {
      // What an earlier session told and nothing has shown again yet may still come.
      const marks: Mark[] = [...recalled.values()];
      for (const [id, state] of known) {
        // By time alone: within a millisecond the order of ids is not the order of the transcript.
        if (since !== undefined && state.item.at < since.at) continue;
        if (state.type === 'notice' && isEphemeral(state.item.notice.type)) continue;
        marks.push({ id, state: stateOf(state), receipts: receipts.get(id) ?? [] });
      }
      return marks;
    },
    has: (id) => known.has(id),
    at: (id) => known.get(id)?.item.at,
    events: () => {
      const events: ChatEvent[] = [];
      for (const [id, state] of known)
        if (!silent.has(id) && isNews(undefined, state)) events.push(tell(state, contactId));
      return events;
    },
    receipts: (messageId) => receipts.get(messageId) ?? [],
    latestAt: () => latestAt,
    size: () => known.size,
  };
};

/** Deletes the oldest entry of a map that has grown beyond its limit, and returns its key. */
const forgetOldest = (map: Map<string, unknown>, limit: number): string | undefined => {
  if (map.size <= limit) return undefined;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
  return oldest;
};

/** A receipt that came embedded in its message happened when it was given, not when the message was written. */
const receiptEvent = (
  of: Item,
  messageId: string,
  receipt: Receipt,
  origin: Origin,
  contactId: string,
): ReceiptEvent => {
  const { recipientId, deliveredAt, readAt } = receipt;
  return {
    type: 'receipt',
    id: of.id,
    at: of.type === 'receipt' ? of.at : (readAt ?? deliveredAt ?? of.at),
    contactId: of.contactId ?? contactId,
    origin,
    messageId,
    recipientId,
    status: readAt === undefined ? 'delivered' : 'read',
    ...(deliveredAt !== undefined && { deliveredAt }),
    ...(readAt !== undefined && { readAt }),
  };
};
