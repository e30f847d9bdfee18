import type { Fault } from './fault.js';

/** Frames come twice. */
export const frameDuplicated: Fault = {
  kind: 'frameDuplicated',
  weight: 3,
  strike: ({ conditions }, { lastsMs, count, pick }) =>
    conditions.add({
      kind: 'frameDuplicated',
      lastsMs,
      uses: count,
      push: (text) => [
        { text, afterMs: 0 },
        { text, afterMs: Math.round(pick * 4_000) },
      ],
    }),
};
