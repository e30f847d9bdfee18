import type { Fault } from './fault.js';
import { targetOf } from './operations.js';

/** Requests do not arrive, and nobody says so. */
export const requestHanging: Fault = {
  kind: 'requestHanging',
  weight: 3,
  strike: ({ conditions }, { lastsMs, pick }) => {
    const target = targetOf(pick);
    conditions.add({
      kind: 'requestHanging',
      lastsMs,
      call: (operation) => (target.test(operation) ? { type: 'lose', hangs: true } : undefined),
    });
  },
};
