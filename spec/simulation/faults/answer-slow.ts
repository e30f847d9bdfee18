import type { Fault } from './fault.js';
import { targetOf } from './operations.js';

/** Answers take seconds. */
export const answerSlow: Fault = {
  kind: 'answerSlow',
  weight: 3,
  strike: ({ conditions }, { lastsMs, pick, count }) => {
    const target = targetOf(pick);
    conditions.add({
      kind: 'answerSlow',
      lastsMs,
      call: (operation) => (target.test(operation) ? { type: 'delay', ms: count * 4_000 } : undefined),
    });
  },
};
