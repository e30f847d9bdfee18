import type { Fault } from './fault.js';

/** Frames are longer than allowed. */
export const frameOversized: Fault = {
  kind: 'frameOversized',
  weight: 2,
  strike: ({ conditions }, { lastsMs, count }) =>
    conditions.add({
      kind: 'frameOversized',
      lastsMs,
      uses: count,
      push: (text) => [{ text: text + ' '.repeat(20_000), afterMs: 0 }],
    }),
};
