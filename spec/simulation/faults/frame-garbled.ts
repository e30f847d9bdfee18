import type { Fault } from './fault.js';

/** Frames break off. */
export const frameGarbled: Fault = {
  kind: 'frameGarbled',
  weight: 3,
  strike: ({ conditions }, { lastsMs, count, pick }) =>
    conditions.add({
      kind: 'frameGarbled',
      lastsMs,
      uses: count,
      push: (text) => [{ text: text.slice(0, Math.floor(text.length * pick)), afterMs: 0 }],
    }),
};
