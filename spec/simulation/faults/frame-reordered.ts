import type { Fault } from './fault.js';

/** Every other frame comes behind those that follow it. */
export const frameReordered: Fault = {
  kind: 'frameReordered',
  weight: 4,
  strike: ({ conditions }, { lastsMs, count, pick }) => {
    let number = 0;
    conditions.add({
      kind: 'frameReordered',
      lastsMs,
      uses: 2 * count,
      push: (text) => [{ text, afterMs: (number += 1) % 2 === 0 ? 0 : Math.round(1 + pick * 800) }],
    });
  },
};
