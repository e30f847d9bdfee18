import * as t from 'io-ts';
import type { MessageItem } from '../chat/item.js';
import { place, type Draft } from './item-place.js';
import { MESSAGE_METADATA, type MessageMetadata } from './message-metadata.js';
import { nullable } from './nullable.js';
import { readReceipts } from './read-receipts.js';
import type { WireItem } from './wire-item.js';

const MESSAGE = t.partial({ Content: nullable(t.string), MessageMetadata: nullable(MESSAGE_METADATA) }, 'message');

type Chunk = NonNullable<MessageItem['chunk']>;

/**
 * Which part of a streamed message this is: `undefined` for a whole one, `'lost'` for a part without a usable number,
 * whose text must not pass for the whole. A completed one holds the whole text, so that a bad number does it no harm.
 */
const chunkOf = (metadata: MessageMetadata | null | undefined): Chunk | 'lost' | undefined => {
  const completed = metadata?.MessageCompleted ?? undefined;
  if (completed === undefined) return undefined;
  const number = metadata?.ChunkNumber ?? 0;
  if (Number.isSafeInteger(number) && number >= 1) return { number, completed };
  return completed ? undefined : 'lost';
};

/** Reads a message, whole or streamed, of any role; `undefined` where its fields are not what a message has. */
export const readMessage = (wire: WireItem, at: number, contentType: string): MessageItem | undefined => {
  if (!MESSAGE.is(wire)) return undefined;
  const chunk = chunkOf(wire.MessageMetadata);
  if (chunk === 'lost') return undefined;
  const item: Draft<MessageItem> = {
    type: 'message',
    id: wire.Id,
    at,
    contentType,
    content: wire.Content ?? '',
    receipts: readReceipts(wire.MessageMetadata?.Receipts),
  };
  if (chunk !== undefined) item.chunk = chunk;
  return place(item, wire);
};
