import type { Fault } from './fault.js';

/** Frames come late, perhaps on the socket after this one. */
export const frameDelayed: Fault = {
  kind: 'frameDelayed',
  weight: 4,
  strike: ({ conditions }, { lastsMs, count, pick }) =>
    conditions.add({
      kind: 'frameDelayed',
      lastsMs,
      uses: count,
      push: (text) => [{ text, afterMs: Math.round(1 + pick * 30_000) }],
    }),
};
