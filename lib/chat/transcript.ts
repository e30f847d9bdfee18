import type { ChatEvent, ChatMessage, GapEvent } from './event.js';
import { isEphemeral } from './notice.js';
import type { PendingMessage } from './outgoing-message.js';
import { comparePositions } from './position.js';
import { addReceipt, type Receipts } from './receipts.js';

/** A message with what is known of who has received and read it. */
export type TranscriptMessage = ChatMessage & { readonly receipts: Receipts };

/** What a transcript shows of one item of the chat: its latest state. */
export type TranscriptRecord =
  TranscriptMessage | Exclude<ChatEvent, { readonly type: 'message' | 'receipt' | 'gap' | 'typing' }>;

export type TranscriptItem = TranscriptRecord | PendingMessage;

/** The chat as it stands, in order. */
export interface Transcript {
  /**
   * By time, then by id, each item once in its latest state. Own messages under way come last; those that were
   * rejected or have an unknown outcome stand where they were written.
   */
  readonly items: ReadonlyArray<TranscriptItem>;
  /** Where something may be missing. */
  readonly gaps: ReadonlyArray<GapEvent>;
}

/** How many gaps it shows, the newest. */
const MAX_GAPS = 1_000;

/** A transcript in the making. */
export interface Timeline {
  /** Takes in an event, in whatever order they come. */
  readonly add: (event: ChatEvent) => void;
  readonly snapshot: (pending: ReadonlyArray<PendingMessage>) => Transcript;
}

/**
 * Creates an empty timeline. An event that is newer than all costs the same however long the chat is; an older one
 * costs one binary search and a move.
 *
 * @param limit how many items it holds; beyond it the oldest are forgotten.
 * @param earlierReceipts what was told before this timeline began of the receipts of a message that comes only now.
 */
export const createTimeline = (
  limit = Infinity,
  earlierReceipts: (messageId: string) => Receipts = () => [],
): Timeline => {
  const records: TranscriptRecord[] = [];
  const byId = new Map<string, TranscriptRecord>();
  const receipts = new Map<string, Receipts>();
  let gaps: ReadonlyArray<GapEvent> = [];

  const place = (record: TranscriptRecord): number => {
    const last = records[records.length - 1];
    if (last === undefined || comparePositions(positionOf(last), positionOf(record)) < 0) return records.length;
    let [low, high] = [0, records.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = records[middle];
      if (other !== undefined && comparePositions(positionOf(other), positionOf(record)) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const put = (record: TranscriptRecord): void => {
    const { id } = positionOf(record);
    const before = byId.get(id);
    if (before?.at === record.at) {
      records[place(before)] = record;
    } else {
      if (before !== undefined) records.splice(place(before), 1);
      records.splice(place(record), 0, record);
    }
    byId.set(id, record);
    if (records.length > limit) forgetOldest();
  };

  const forgetOldest = (): void => {
    const oldest = records.shift();
    if (oldest?.id === undefined) return;
    byId.delete(oldest.id);
    receipts.delete(oldest.id);
  };

  return {
    add: (event) => {
      switch (event.type) {
        case 'gap':
          gaps = [...gaps.slice(-(MAX_GAPS - 1)), event];
          return;
        case 'receipt': {
          const { recipientId, deliveredAt, readAt, messageId } = event;
          const all = addReceipt(receipts.get(messageId) ?? earlierReceipts(messageId), {
            recipientId,
            ...(deliveredAt !== undefined && { deliveredAt }),
            ...(readAt !== undefined && { readAt }),
          });
          receipts.set(messageId, all);
          if (receipts.size > limit) forgetFirst(receipts);
          const message = byId.get(messageId);
          if (message?.type === 'message') put({ ...message, receipts: all });
          return;
        }
        case 'message':
          return put({ ...event, receipts: receipts.get(event.id) ?? earlierReceipts(event.id) });
        case 'typing':
          return;
        default:
          if (!isEphemeral(event.type)) put(event);
      }
    },
    // An own message that the chat shows already is not shown a second time.
    snapshot: (pending) => ({
      items: withPending(
        records,
        pending.filter(({ id }) => id === undefined || !byId.has(id)),
      ),
      gaps,
    }),
  };
};

/** A receipt may come before its message, or without one. */
const forgetFirst = (receipts: Map<string, Receipts>): void => {
  const [first] = receipts.keys();
  if (first !== undefined) receipts.delete(first);
};

const positionOf = ({ at, id }: TranscriptRecord): { readonly at: number; readonly id: string } => ({
  at,
  id: id ?? '',
});

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
