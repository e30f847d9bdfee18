import type { Fault } from './fault.js';
import { isChunk } from './is-chunk.js';

/** Parts of streamed messages are pushed twice, the second time behind later ones. */
export const chunkRepeated: Fault = {
  kind: 'chunkRepeated',
  weight: 2,
  strike: ({ conditions }, { lastsMs, pick }) =>
    conditions.add({
      kind: 'chunkRepeated',
      lastsMs,
      push: (text) =>
        isChunk(text)
          ? [
              { text, afterMs: 0 },
              { text, afterMs: Math.round(pick * 5_000) },
            ]
          : undefined,
    }),
};
