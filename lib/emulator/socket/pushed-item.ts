import { randomUUID } from 'node:crypto';

import { eventType } from '../chat/content-type.js';
import type { Item } from '../chat/item.js';
import type { FaultName } from '../faults/fault.js';
import { isRecord, type JsonRecord } from '../json.js';
import { chatFrame } from './chat-frame.js';

/** Faults that strike chunks of streamed messages. */
export const CHUNK_FAULTS = ['chunk.drop', 'chunk.duplicate', 'chunk.reorder'] as const;

const metadataOf = ({ MessageMetadata: metadata }: Item | JsonRecord): JsonRecord =>
  isRecord(metadata) ? metadata : {};

/** Gives the number of the chunk that an item is, if it is one. */
export const chunkNumberOf = (item: Item | JsonRecord): unknown => metadataOf(item).ChunkNumber;

/** Gives the id of the message that an item is a receipt for, if it is one. */
export const receiptedBy = (item: Item | JsonRecord): unknown =>
  item.Type === 'MESSAGEMETADATA' ? metadataOf(item).MessageId : undefined;

/** Writes a frame of the time of another, whose kind nobody knows: by its topic, its item's content type, or its item's type. */
export const unknownFrame = (fault: FaultName, { AbsoluteTime, ContactId }: Item | JsonRecord): string => {
  if (fault === 'frame.unknownTopic') return JSON.stringify({ topic: 'aws/weather', content: {} });
  const item = { AbsoluteTime, ContactId, Id: randomUUID() };
  return fault === 'frame.unknownContentType'
    ? chatFrame({ ...item, Type: 'EVENT', ContentType: eventType('weather.changed') })
    : chatFrame({ ...item, Type: 'HOLOGRAM' });
};
