import type { Fault } from './fault.js';

/** Messages of the session do not arrive, whether anybody says so or not. */
export const messageLost: Fault = {
  kind: 'messageLost',
  weight: 0,
  strike: ({ conditions }, { lastsMs, pick }) =>
    conditions.add({
      kind: 'messageLost',
      lastsMs,
      call: (operation) => (operation === 'message' ? { type: 'lose', hangs: pick < 0.3 } : undefined),
    }),
};
