import type { Fault } from './fault.js';
import { targetOf } from './operations.js';

/** The service acts, and its answer is lost. */
export const answerLost: Fault = {
  kind: 'answerLost',
  weight: 4,
  strike: ({ conditions }, { lastsMs, pick }) => {
    const target = targetOf(pick);
    conditions.add({
      kind: 'answerLost',
      lastsMs,
      call: (operation) => (target.test(operation) ? { type: 'loseAnswer', hangs: false } : undefined),
    });
  },
};
