import type { Origin } from './event.js';
import { markOfFiles, scans, withCaption, withFiles } from './files.js';
import type { AttachmentItem, Item, MessageItem, NoticeItem, UnrecognizedItem } from './item.js';
import type { Processing } from './processing.js';
import { addChunk, further, goOn, joinStreams, type Stream } from './stream.js';

/** An item that is a record of its own. Receipts are not: they are a state of their message. */
export type RecordItem = Exclude<Item, { readonly type: 'receipt' }>;

interface Arrived {
  /** Which way the item in hand came. The transcript's word outweighs the socket's. */
  readonly origin: Origin;
  /** Set where the item in hand came another way than the one that was emitted, and said nothing new. */
  readonly emittedAs?: Origin;
}

/** A whole text of a message, and which way it came. */
interface Whole {
  readonly origin: Origin;
  readonly item: MessageItem;
}

/**
 * All that is known of one item, from every arrival of it. Knowledge only grows: {@link join} is idempotent,
 * commutative and associative, so feed and backfill may race, repeat and overlap with one result.
 */
export type Known =
  /**
   * A message; `stream` is there while, or where, it came in chunks, and `whole` once its whole text is known. `others`
   * are what else arrived of it and may yet come to count, because a transcript may show half a streamed message.
   */
  | (Arrived & {
      readonly type: 'message';
      readonly item: MessageItem;
      readonly whole: boolean;
      readonly stream?: Stream;
      readonly others?: Parts;
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
        : { type: 'message', origin, item, whole: false, stream: begin(item.chunk.number, item.content, origin) };
    case 'attachment':
      return { type: 'attachment', origin, item };
    case 'notice':
      return { type: 'notice', origin, item };
    case 'unrecognized':
      return { type: 'unrecognized', origin, item };
  }
};

/** A frame adds to those before it; a transcript has one record of a message, so that what it shows is all so far. */
const begin = (number: number, content: string, origin: Origin): Stream =>
  origin === 'live' ? addChunk(undefined, number, content) : { text: content, count: number };

/**
 * A short mark of what is known, without any text. Of two marks of one item the greater, as text, knows more. How long
 * a whole text is belongs to it: what a transcript shows as whole may be half of a streamed message.
 */
export const stateOf = (known: Known): string => {
  switch (known.type) {
    case 'message':
      if (!known.whole) return `chunks ${digits(known.stream?.count ?? 0)}`;
      return wholeState(known.item);
    case 'attachment':
      return scans(known.item);
    case 'notice':
      return known.item.notice.type;
    case 'unrecognized':
      // However long somebody makes it, it stands in each checkpoint.
      return known.item.contentType?.slice(0, 100) ?? 'unrecognized';
  }
};

/** Before what was delivered comes what is still being processed, and behind it what the processor made of it. */
const wholeState = (item: MessageItem): string => {
  const size = `${digits(item.content.length)}${markOfFiles(item)}`;
  if (item.processing === 'processing') return `processing ${size}`;
  return `whole ${size}${item.processing === undefined ? '' : ` ${item.processing}`}`;
};

const digits = (count: number): string => String(count).padStart(9, '0');

/** Whether a mark says no more than another one. Marks of before 0.2 say of a whole text only that it is one. */
export const saysNoMore = (state: string, than: string): boolean =>
  state <= than || (than === 'whole' && state.startsWith('whole'));

/** What two arrivals of one item tell together. */
export const join = (a: Known, b: Known): Known => {
  if (a.type === 'message' && b.type === 'message') return joinMessages(a, b);
  const winner = greater(a, b);
  return a.type === 'attachment' && b.type === 'attachment' && winner.type === 'attachment'
    ? { ...winner, item: withCaption(withFiles(winner.item, a.item, b.item), a.item, b.item) }
    : winner;
};

type KnownMessage = Extract<Known, { readonly type: 'message' }>;

/** All that arrived of a message, by kind: the best of each. */
interface Parts {
  /** As it was pushed when it had been streamed to its end. */
  readonly streamed?: Whole;
  /** As the transcript shows it, or as it was pushed at once. */
  readonly plain?: Whole;
  /** The chunk that it stands at while it streams. */
  readonly first?: Whole;
  /** What was pushed of it. */
  readonly stream?: Stream;
  /** What the transcript showed of it while it was streamed. */
  readonly read?: Stream;
}

const joinMessages = (a: KnownMessage, b: KnownMessage): Known => {
  const joined = joinTexts(a, b);
  const item = withFiles(joined.item, a.item, b.item);
  return item === joined.item ? joined : { ...joined, item };
};

const joinTexts = (a: KnownMessage, b: KnownMessage): KnownMessage => {
  if (isPlain(a) && isPlain(b)) return greater(a, b);
  const [x, y] = [partsOf(a), partsOf(b)];
  const streamed = best(x.streamed, y.streamed, greaterWhole);
  const plain = best(x.plain, y.plain, greaterWhole);
  const first = best(x.first, y.first, earlier);
  const stream = best(x.stream, y.stream, joinStreams);
  const read = best(x.read, y.read, further);
  const parts: Parts = {
    ...(streamed && { streamed }),
    ...(plain && { plain }),
    ...(first && { first }),
    ...(stream && { stream }),
    ...(read && { read }),
  };
  return [a, b].find((known) => known.others !== undefined && isSameParts(known.others, parts)) ?? shownOf(parts) ?? a;
};

const isPlain = ({ whole, others, item }: KnownMessage): boolean =>
  whole && others === undefined && item.chunk === undefined;

const partsOf = ({ origin, item, whole, stream, others }: KnownMessage): Parts => {
  if (others !== undefined) return others;
  if (!whole) return { first: { origin, item }, ...(stream && (origin === 'live' ? { stream } : { read: stream })) };
  return origin === 'live' && item.chunk !== undefined ? { streamed: { origin, item } } : { plain: { origin, item } };
};

/** What is shown of all that arrived: a whole text, but for one that is only the beginning of what was streamed. */
const shownOf = (others: Parts): KnownMessage | undefined => {
  const { streamed, plain, first } = others;
  const stream = best(others.read, others.stream, goOn);
  const whole = plain !== undefined && streamed !== undefined ? wholeOf(plain, streamed) : (plain ?? streamed);
  const isHalf = whole !== undefined && whole === plain && isBeginning(whole, stream?.text ?? '');
  const isStreaming = whole === undefined || (isHalf && first !== undefined);
  const shown = isStreaming ? first : asStreamed(whole, streamed);
  return shown && { type: 'message', ...shown, whole: !isStreaming, ...(stream !== undefined && { stream }), others };
};

const wholeOf = (plain: Whole, streamed: Whole): Whole =>
  isBeginning(plain, streamed.item.content) ? streamed : greaterWhole(plain, streamed);

/** The transcript does not say of a text that it was streamed; who heard it come in parts remembers. */
const asStreamed = ({ origin, item }: Whole, streamed: Whole | undefined): Whole =>
  streamed?.item.chunk !== undefined && streamed.item.content === item.content
    ? { origin, item: { ...item, chunk: streamed.item.chunk } }
    : { origin, item };

/** Whether a text of the transcript is a proper prefix of what was streamed. */
const isBeginning = ({ origin, item }: Whole, text: string): boolean =>
  origin === 'backfill' && item.content.length < text.length && text.startsWith(item.content);

const best = <T>(a: T | undefined, b: T | undefined, choose: (a: T, b: T) => T): T | undefined =>
  a === undefined || b === undefined ? (a ?? b) : choose(a, b);

const greaterWhole = (a: Whole, b: Whole): Whole =>
  byRank({ type: 'message', ...a }, { type: 'message', ...b }) >= 0 ? a : b;

const isSameParts = (a: Parts, b: Parts): boolean =>
  a.streamed === b.streamed && a.plain === b.plain && a.first === b.first && a.stream === b.stream && a.read === b.read;

/** While it streams, a message stands where its first chunk was. */
const earlier = (a: Whole, b: Whole): Whole => {
  const [x, y] = [a.item, b.item];
  if (x.at !== y.at) return x.at < y.at ? a : b;
  return (x.chunk?.number ?? 0) <= (y.chunk?.number ?? 0) ? a : b;
};

const KINDS: ReadonlyArray<Known['type']> = ['unrecognized', 'notice', 'attachment', 'message'];

const greater = <K extends Known>(a: K, b: K): K => (byRank(a, b) >= 0 ? a : b);

/** A total order, so that contradicting arrivals have one winner whatever their sequence. Of two texts the longer. */
const byRank = (a: Arrival, b: Arrival): number => {
  if (a === b) return 0;
  const rank =
    KINDS.indexOf(a.type) - KINDS.indexOf(b.type) ||
    stageOf(a) - stageOf(b) ||
    Number(a.origin === 'backfill') - Number(b.origin === 'backfill') ||
    a.item.at - b.item.at;
  if (rank !== 0) return rank;
  const [x, y] = [text(a), text(b)];
  return x.length - y.length || (x === y ? 0 : x > y ? 1 : -1);
};

type Arrival = Pick<Known, 'type' | 'origin' | 'item'>;

const PROCESSED: ReadonlyArray<Processing | undefined> = ['processing', undefined, 'failed', 'rejected'];

/** Processing only goes forward, whichever way a word of it comes. */
const stageOf = ({ item }: Arrival): number => (item.type === 'message' ? PROCESSED.indexOf(item.processing) : 0);

/** What is left to tell two arrivals apart by. */
const text = ({ item }: Arrival): string => {
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
