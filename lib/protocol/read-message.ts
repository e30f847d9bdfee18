import type { MessageItem } from '../chat/item.js';
import { place, type Draft } from './item-place.js';
import { MESSAGE_METADATA, type MessageMetadata } from './message-metadata.js';
import { readReceipts } from './read-receipts.js';
import { textOf } from './text.js';
import type { WireItem } from './wire-item.js';

/** What stands in for the metadata that most messages do not have. */
const NO_METADATA: MessageMetadata = {};

const metadataOf = (u: unknown): MessageMetadata | undefined => {
  if (u === undefined || u === null) return NO_METADATA;
  return MESSAGE_METADATA.is(u) ? u : undefined;
};

type Chunk = NonNullable<MessageItem['chunk']>;

/**
 * Which part of a streamed message this is: `undefined` for a whole one, `'lost'` for a part without a usable number,
 * whose text must not pass for the whole. A completed one holds the whole text, so that a bad number does it no harm.
 */
const chunkOf = (metadata: MessageMetadata): Chunk | 'lost' | undefined => {
  const completed = metadata.MessageCompleted;
  if (completed === undefined || completed === null) return undefined;
  const number = metadata.ChunkNumber ?? 0;
  if (Number.isSafeInteger(number) && number >= 1) return { number, completed };
  return completed ? undefined : 'lost';
};

/** Reads a message, whole or streamed, of any role; `undefined` where its fields are not what a message has. */
export const readMessage = (wire: WireItem, at: number, contentType: string): MessageItem | undefined => {
  const metadata = metadataOf(wire.MessageMetadata);
  if (metadata === undefined) return undefined;
  const chunk = chunkOf(metadata);
  if (chunk === 'lost') return undefined;
  const item: Draft<MessageItem> = {
    type: 'message',
    id: wire.Id,
    at,
    contentType,
    content: textOf(wire.Content) ?? '',
    receipts: readReceipts(metadata.Receipts),
  };
  if (chunk !== undefined) item.chunk = chunk;
  return place(item, wire);
};
