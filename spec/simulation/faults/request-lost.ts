import type { Fault } from './fault.js';
import { targetOf } from './operations.js';

/** Requests do not arrive. */
export const requestLost: Fault = {
  kind: 'requestLost',
  weight: 3,
  strike: ({ conditions }, { lastsMs, pick }) => {
    const target = targetOf(pick);
    conditions.add({
      kind: 'requestLost',
      lastsMs,
      call: (operation) => (target.test(operation) ? { type: 'lose', hangs: false } : undefined),
    });
  },
};
