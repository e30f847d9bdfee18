import * as t from 'io-ts';
import { nullable } from './nullable.js';
import { RECEIPTS } from './read-receipts.js';

/** `MessageMetadata`: receipts, and where a streamed message stands. */
export const MESSAGE_METADATA = t.partial(
  {
    MessageId: nullable(t.string),
    Receipts: nullable(RECEIPTS),
    MessageCompleted: nullable(t.boolean),
    ChunkNumber: nullable(t.number),
  },
  'message metadata',
);

/** `MessageMetadata` after its codec has accepted it. */
export type MessageMetadata = t.TypeOf<typeof MESSAGE_METADATA>;
