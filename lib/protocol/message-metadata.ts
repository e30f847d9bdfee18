import * as t from 'io-ts';
import { nullable } from './nullable.js';
import { RECEIPTS } from './read-receipts.js';

/** Whether it is the number of a chunk, which are counted from 1. */
export const isChunkNumber = (u: unknown): u is number => typeof u === 'number' && Number.isSafeInteger(u) && u >= 1;

const CHUNK_NUMBER = new t.Type<number>(
  'number of a chunk',
  isChunkNumber,
  (u, context) => (isChunkNumber(u) ? t.success(u) : t.failure(u, context)),
  t.identity,
);

/** `MessageMetadata`: receipts, and where a streamed message stands. */
export const MESSAGE_METADATA = t.partial(
  {
    MessageId: nullable(t.string),
    Receipts: nullable(RECEIPTS),
    MessageCompleted: nullable(t.boolean),
    ChunkNumber: nullable(CHUNK_NUMBER),
    MessageProcessingStatus: nullable(t.string),
  },
  'message metadata',
);

/** `MessageMetadata` after its codec has accepted it. */
export type MessageMetadata = t.TypeOf<typeof MESSAGE_METADATA>;
