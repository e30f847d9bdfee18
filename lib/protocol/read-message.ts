import type { MessageItem } from '../chat/item.js';
import { place, type Draft } from './item-place.js';
import { MESSAGE_METADATA, type MessageMetadata } from './message-metadata.js';
import { readFiles } from './read-attachments.js';
import { readProcessing } from './read-processing.js';
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
 * Which part of a streamed message this is: `undefined` for a whole one, `'lost'` for a part without a number, whose
 * text must not pass for the whole. A completed one holds the whole text, and needs none: its number is 0 then.
 */
const chunkOf = ({ MessageCompleted, ChunkNumber }: MessageMetadata): Chunk | 'lost' | undefined => {
  if (MessageCompleted === undefined || MessageCompleted === null) return undefined;
  if (ChunkNumber === undefined || ChunkNumber === null)
    return MessageCompleted ? { number: 0, completed: true } : 'lost';
  return { number: ChunkNumber, completed: MessageCompleted };
};

/** Reads a message, whole or streamed, of any role; `undefined` where its fields are not what a message has. */
export const readMessage = (wire: WireItem, at: number, contentType: string): MessageItem | undefined => {
  const metadata = metadataOf(wire.MessageMetadata);
  if (metadata === undefined) return undefined;
  const chunk = chunkOf(metadata);
  const attachments = readFiles(wire.Attachments);
  if (chunk === 'lost' || attachments === undefined) return undefined;
  const item: Draft<MessageItem> = {
    type: 'message',
    id: wire.Id,
    at,
    contentType,
    content: textOf(wire.Content) ?? '',
    receipts: readReceipts(metadata.Receipts),
  };
  if (chunk !== undefined) item.chunk = chunk;
  if (attachments.length > 0) item.attachments = attachments;
  const processing = readProcessing(metadata.MessageProcessingStatus);
  if (processing !== undefined) item.processing = processing;
  return place(item, wire);
};
