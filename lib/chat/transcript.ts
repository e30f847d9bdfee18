import type { ChatEvent, ChatMessage, GapEvent, Position, ReceiptEvent } from './event.js';
import { isEphemeral } from './notice.js';
import type { PendingMessage } from './outgoing-message.js';
import { addReceipt, type Receipts } from './receipts.js';
import { isSame } from './same.js';
import { createTies, type Ties } from './ties.js';

/** A message with what is known of who has received and read it. */
export type TranscriptMessage = ChatMessage & { readonly receipts: Receipts };

/** What a transcript shows of one item of the chat: its latest state. */
export type TranscriptRecord =
  TranscriptMessage | Exclude<ChatEvent, { readonly type: 'message' | 'receipt' | 'gap' | 'typing' }>;

export type TranscriptItem = TranscriptRecord | PendingMessage;

/** The chat as it stands, in order. */
export interface Transcript {
  /**
   * By time, and within a millisecond in the order of the service's transcript, or else of arrival; each item once in
   * its latest state. Own messages under way come last; those that were rejected or have an unknown outcome stand
   * where they were written.
   */
  readonly items: ReadonlyArray<TranscriptItem>;
  /** Where something may be missing. */
  readonly gaps: ReadonlyArray<GapEvent>;
}

/** How many gaps it shows, the newest. */
const MAX_GAPS = 1_000;

/** A transcript in the making. */
export interface Timeline {
  /** Takes in an event, in whatever order they come. Gives whether that changes what is shown. */
  readonly add: (event: ChatEvent) => boolean;
  /** Takes in that the order of the items of one time has changed. Gives whether that changes what is shown. */
  readonly reorder: (at: number) => boolean;
  /** The same object as long as nothing that it shows changes. */
  readonly snapshot: (pending: ReadonlyArray<PendingMessage>) => Transcript;
}

/**
 * Creates an empty timeline. An event that is newer than all costs the same however long the chat is; an older one
 * costs one binary search and a move.
 *
 * @param limit how many items it holds; beyond it the oldest are forgotten.
 * @param earlierReceipts what was told before this timeline began of the receipts of a message that comes only now.
 * @param ties the order of items of one time, as far as the service has shown it.
 */
export const createTimeline = (
  limit = Infinity,
  earlierReceipts: (messageId: string) => Receipts = () => [],
  ties: Pick<Ties, 'arrange'> = createTies(),
): Timeline => {
  const records: TranscriptRecord[] = [];
  const byId = new Map<string, TranscriptRecord>();
  const receipts = new Map<string, Receipts>();
  let gaps: ReadonlyArray<GapEvent> = [];
  let last: { readonly transcript: Transcript; readonly pending: ReadonlyArray<PendingMessage> } | undefined;

  /** Where the items later than `at` begin, or with `from` those of `at` itself. */
  const indexOf = (at: number, from = false): number => {
    const isBefore = (other: number): boolean => (from ? other < at : other <= at);
    if (isBefore(records[records.length - 1]?.at ?? -Infinity)) return records.length;
    let [low, high] = [0, records.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(records[middle]?.at ?? -Infinity)) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const placeOf = (record: TranscriptRecord): number => {
    let index = indexOf(record.at, true);
    while (index < records.length && records[index] !== record) index += 1;
    return index;
  };

  const arrange = (at: number, end: number): void => ties.arrange(records, positionOf, indexOf(at, true), end);

  const put = (entry: TranscriptRecord): boolean => {
    const record = timely(entry);
    const { id } = positionOf(record);
    const before = byId.get(id);
    if (before !== undefined && isSame(before, record)) return false;
    if (before?.at === record.at) {
      records[placeOf(before)] = record;
    } else {
      if (before !== undefined) records.splice(placeOf(before), 1);
      const index = indexOf(record.at);
      records.splice(index, 0, record);
      if (records[index - 1]?.at === record.at) arrange(record.at, index + 1);
    }
    byId.set(id, record);
    return records.length <= limit || forgetOldest() !== record;
  };

  const forgetOldest = (): TranscriptRecord | undefined => {
    const oldest = records.shift();
    if (oldest === undefined) return undefined;
    const { id } = positionOf(oldest);
    byId.delete(id);
    receipts.delete(id);
    return oldest;
  };

  const receive = ({ messageId, recipientId, deliveredAt, readAt }: ReceiptEvent): boolean => {
    const all = addReceipt(receipts.get(messageId) ?? earlierReceipts(messageId), {
      recipientId,
      ...(deliveredAt !== undefined && { deliveredAt }),
      ...(readAt !== undefined && { readAt }),
    });
    receipts.set(messageId, all);
    if (receipts.size > limit) forgetFirst(receipts);
    const message = byId.get(messageId);
    return message?.type === 'message' && put({ ...message, receipts: all });
  };

  const take = (event: ChatEvent): boolean => {
    switch (event.type) {
      case 'gap':
        if (gaps.some((gap) => isSame(gap, event))) return false;
        gaps = [...gaps.slice(-(MAX_GAPS - 1)), event];
        return true;
      case 'receipt':
        return receive(event);
      case 'message':
        return put({ ...event, receipts: receipts.get(event.id) ?? earlierReceipts(event.id) });
      case 'typing':
        return false;
      default:
        return !isEphemeral(event.type) && put(event);
    }
  };

  /** An own message that the chat shows already is not shown a second time. */
  const isUnshown = ({ id }: PendingMessage): boolean => id === undefined || !byId.has(id);

  return {
    add: (event) => {
      const changes = take(event);
      if (changes) last = undefined;
      return changes;
    },
    reorder: (at) => {
      const [start, end] = [indexOf(at, true), indexOf(at)];
      const before = records.slice(start, end);
      arrange(at, end);
      const changes = before.some((record, index) => records[start + index] !== record);
      if (changes) last = undefined;
      return changes;
    },
    snapshot: (pending) => {
      const shown = pending.filter(isUnshown);
      if (last === undefined || !isSame(last.pending, shown)) {
        last = { transcript: { items: withPending(records, shown), gaps }, pending: shown };
      }
      return last.transcript;
    },
  };
};

/** Late is how it was emitted; in the transcript it stands in its place. */
const timely = (record: TranscriptRecord): TranscriptRecord => {
  const { late, ...rest } = record;
  return late === undefined ? record : rest;
};

/** A receipt may come before its message, or without one. */
const forgetFirst = (receipts: Map<string, Receipts>): void => {
  const [first] = receipts.keys();
  if (first !== undefined) receipts.delete(first);
};

const positionOf = ({ at, id }: TranscriptRecord): Position => ({ at, id: id ?? '' });

const withPending = (
  records: ReadonlyArray<TranscriptRecord>,
  pending: ReadonlyArray<PendingMessage>,
): ReadonlyArray<TranscriptItem> => {
  if (pending.length === 0) return records.slice();
  const underWay = pending.filter(({ status }) => status !== 'rejected' && status !== 'unknown');
  const settled = pending.filter(({ status }) => status === 'rejected' || status === 'unknown');
  const items: TranscriptItem[] = records.slice();
  for (const message of settled) {
    const index = items.findIndex(({ at }) => at > message.at);
    items.splice(index < 0 ? items.length : index, 0, message);
  }
  return [...items, ...underWay];
};
