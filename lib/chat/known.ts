import type { Origin } from './event.js';
import { markOfFiles, scans, withCaption, withFiles } from './files.js';
import type { AttachmentItem, Item, MessageItem, NoticeItem, UnrecognizedItem } from './item.js';
import { addChunk, joinStreams, type Stream } from './stream.js';

/** An item that is a record of its own. Receipts are not: they are a state of their message. */
export type RecordItem = Exclude<Item, { readonly type: 'receipt' }>;

interface Arrived {
  /** Which way the item in hand came. The transcript's word outweighs the socket's. */
  readonly origin: Origin;
}

/**
 * All that is known of one item, from every arrival of it. Knowledge only grows: {@link join} is idempotent,
 * commutative and associative, so feed and backfill may race, repeat and overlap with one result.
 */
export type Known =
  /** A message; `stream` is there while, or where, it came in chunks, and `whole` once its whole text is known. */
  | (Arrived & {
      readonly type: 'message';
      readonly item: MessageItem;
      readonly whole: boolean;
      readonly stream?: Stream;
    })
  | (Arrived & { readonly type: 'attachment'; readonly item: AttachmentItem })
  | (Arrived & { readonly type: 'notice'; readonly item: NoticeItem })
  | (Arrived & { readonly type: 'unrecognized'; readonly item: UnrecognizedItem });

/** What one arrival tells. */
export const learn = (item: RecordItem, origin: Origin): Known => {
  switch (item.type) {
    case 'message':
      return item.chunk === undefined || item.chunk.completed
        ? { type: 'message', origin, item, whole: true }
        : { type: 'message', origin, item, whole: false, stream: addChunk(undefined, item.chunk.number, item.content) };
    case 'attachment':
      return { type: 'attachment', origin, item };
    case 'notice':
      return { type: 'notice', origin, item };
    case 'unrecognized':
      return { type: 'unrecognized', origin, item };
  }
};

/**
 * A short mark of what is known, without any text. Of two marks of one item the greater, as text, knows more.
 */
export const stateOf = (known: Known): string => {
  switch (known.type) {
    case 'message':
      return known.whole
        ? `whole${markOfFiles(known.item)}`
        : `chunks ${String(known.stream?.count ?? 0).padStart(9, '0')}`;
    case 'attachment':
      return scans(known.item);
    case 'notice':
      return known.item.notice.type;
    case 'unrecognized':
      // However long somebody makes it, it stands in each checkpoint.
      return known.item.contentType?.slice(0, 100) ?? 'unrecognized';
  }
};

/** What two arrivals of one item tell together. */
export const join = (a: Known, b: Known): Known => {
  if (a.type === 'message' && b.type === 'message') {
    const joined = joinMessages(a, b);
    const item = withFiles(joined.item, a.item, b.item);
    return item === joined.item ? joined : { ...joined, item };
  }
  const winner = greater(a, b);
  return a.type === 'attachment' && b.type === 'attachment' && winner.type === 'attachment'
    ? { ...winner, item: withCaption(withFiles(winner.item, a.item, b.item), a.item, b.item) }
    : winner;
};

type KnownMessage = Extract<Known, { readonly type: 'message' }>;

const joinMessages = (a: KnownMessage, b: KnownMessage): KnownMessage => {
  const winner = a.whole !== b.whole ? (a.whole ? a : b) : a.whole ? greater(a, b) : earlier(a, b);
  const stream = a.stream && b.stream ? joinStreams(a.stream, b.stream) : (a.stream ?? b.stream);
  return stream === undefined || stream === winner.stream ? winner : { ...winner, stream };
};

/** While it streams, a message stands where its first chunk was. */
const earlier = (a: KnownMessage, b: KnownMessage): KnownMessage => {
  const [x, y] = [a.item, b.item];
  if (x.at !== y.at) return x.at < y.at ? a : b;
  return (x.chunk?.number ?? 0) <= (y.chunk?.number ?? 0) ? a : b;
};

const KINDS: ReadonlyArray<Known['type']> = ['unrecognized', 'notice', 'attachment', 'message'];

/** A total order, so that contradicting arrivals have one winner whatever their sequence. */
const greater = <K extends Known>(a: K, b: K): K => {
  if (a === b) return a;
  const byRank =
    KINDS.indexOf(a.type) - KINDS.indexOf(b.type) ||
    Number(a.origin === 'backfill') - Number(b.origin === 'backfill') ||
    a.item.at - b.item.at;
  if (byRank !== 0) return byRank > 0 ? a : b;
  return text(a) >= text(b) ? a : b;
};

/** What is left to tell two arrivals apart by. */
const text = ({ item }: Known): string => {
  switch (item.type) {
    case 'message':
      return item.content === '' ? item.contentType : item.content;
    case 'notice':
      return `${item.notice.type} ${item.notice.content ?? ''}`;
    case 'attachment':
      return scans(item);
    case 'unrecognized':
      return item.contentType ?? '';
  }
};
