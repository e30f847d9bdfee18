import type { Fault } from './fault.js';

/** Frames are lost on a socket that lives. */
export const frameLost: Fault = {
  kind: 'frameLost',
  weight: 5,
  strike: ({ conditions }, { lastsMs, count }) =>
    conditions.add({ kind: 'frameLost', lastsMs, uses: count, push: () => [] }),
};
