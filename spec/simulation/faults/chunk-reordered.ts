import type { Fault } from './fault.js';
import { isChunk } from './is-chunk.js';

/** Parts of streamed messages overtake one another, and the end of the message some of them. */
export const chunkReordered: Fault = {
  kind: 'chunkReordered',
  weight: 2,
  strike: ({ conditions }, { lastsMs, pick }) => {
    let number = 0;
    conditions.add({
      kind: 'chunkReordered',
      lastsMs,
      push: (text) => {
        if (!isChunk(text)) return undefined;
        number += 1;
        return [{ text, afterMs: number % 2 === 1 ? Math.round(pick * 4_000) : 0 }];
      },
    });
  },
};
