import type { Fault } from './fault.js';
import { isChunk } from './is-chunk.js';

/** Parts of streamed messages are not pushed; their ends are. */
export const chunkLost: Fault = {
  kind: 'chunkLost',
  weight: 2,
  strike: ({ conditions }, { lastsMs, count }) =>
    conditions.add({ kind: 'chunkLost', lastsMs, uses: count, push: (text) => (isChunk(text) ? [] : undefined) }),
};
