import * as t from 'io-ts';
import { INSTANT } from './instant.js';
import type { Problems } from './item-problems.js';
import { isChunkNumber, MESSAGE_METADATA, type MessageMetadata } from './message-metadata.js';
import { readNumber } from './read-number.js';
import { MAX_RECEIPTS, OPTIONAL_INSTANT, RECEIPTS } from './read-receipts.js';
import { isTextOrNot, textOf } from './text.js';

type Fields = Readonly<Record<string, unknown>>;
type WireReceipts = NonNullable<MessageMetadata['Receipts']>;

const PATH = 'MessageMetadata';
const NOT_STREAMED = {};

const BOOLEANS: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ['true', true],
  ['false', false],
  [1, true],
  [0, false],
]);

/**
 * The metadata without what is odd about it. A number or a boolean that came as text is read, and yet a problem: it is
 * not as documented.
 */
export const mendMetadata = (raw: unknown, problems: Problems): MessageMetadata | undefined => {
  if (raw === undefined || raw === null) return undefined;
  if (!t.UnknownRecord.is(raw)) {
    problems.add(PATH, MESSAGE_METADATA.name);
    return undefined;
  }
  const { MessageId, Receipts, MessageProcessingStatus } = raw;
  for (const [name, text] of Object.entries({ MessageId, MessageProcessingStatus })) {
    if (!isTextOrNot(text)) problems.add(`${PATH}.${name}`, 'string');
  }
  return {
    MessageId: textOf(MessageId) ?? null,
    Receipts: mendReceipts(Receipts, problems),
    MessageProcessingStatus: textOf(MessageProcessingStatus) ?? null,
    ...mendChunk(raw, problems),
  };
};

/**
 * Where a streamed message stands. A part without a usable number is taken for the first: its text must neither be
 * lost nor pass for the whole, and a place further on is not known. A completed one needs no number.
 */
const mendChunk = ({ MessageCompleted, ChunkNumber }: Fields, problems: Problems): MessageMetadata => {
  if (MessageCompleted === undefined || MessageCompleted === null) return NOT_STREAMED;
  const known = typeof MessageCompleted === 'string' ? MessageCompleted.trim().toLowerCase() : MessageCompleted;
  const completed = typeof known === 'boolean' ? known : BOOLEANS.get(known);
  if (completed !== MessageCompleted) problems.add(`${PATH}.MessageCompleted`, 'boolean');
  if (completed === undefined) return NOT_STREAMED;
  const isMissing = ChunkNumber === undefined || ChunkNumber === null;
  if (!isChunkNumber(ChunkNumber) && !(isMissing && completed)) {
    problems.add(`${PATH}.ChunkNumber`, 'number of a chunk');
  }
  const number = readNumber(ChunkNumber);
  if (isChunkNumber(number)) return { MessageCompleted: completed, ChunkNumber: number };
  return completed ? { MessageCompleted: true } : { MessageCompleted: false, ChunkNumber: 1 };
};

/** Those receipts that can be read, each without what is odd about it. */
const mendReceipts = (raw: unknown, problems: Problems): WireReceipts | null => {
  if (raw === undefined || raw === null) return null;
  const isList = Array.isArray(raw);
  if (!isList || raw.length > MAX_RECEIPTS) problems.add(`${PATH}.Receipts`, RECEIPTS.name);
  if (!isList) return null;
  return raw.slice(0, MAX_RECEIPTS).flatMap((receipt: unknown, index) => {
    const path = `${PATH}.Receipts.${index}`;
    if (t.UnknownRecord.is(receipt)) return [mendReceipt(receipt, path, problems)];
    problems.add(path, 'receipt');
    return [];
  });
};

const mendReceipt = (receipt: Fields, path: string, problems: Problems): WireReceipts[number] => {
  const { RecipientParticipantId, DeliveredTimestamp, ReadTimestamp } = receipt;
  const instant = (name: string, u: unknown): string | null => {
    if (u === undefined || OPTIONAL_INSTANT.is(u)) return u ?? null;
    problems.add(`${path}.${name}`, INSTANT.name);
    return null;
  };
  if (!isTextOrNot(RecipientParticipantId)) problems.add(`${path}.RecipientParticipantId`, 'string');
  return {
    RecipientParticipantId: textOf(RecipientParticipantId) ?? null,
    DeliveredTimestamp: instant('DeliveredTimestamp', DeliveredTimestamp),
    ReadTimestamp: instant('ReadTimestamp', ReadTimestamp),
  };
};
