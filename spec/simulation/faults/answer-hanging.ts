import type { Fault } from './fault.js';
import { targetOf } from './operations.js';

/** The service acts and does not answer. */
export const answerHanging: Fault = {
  kind: 'answerHanging',
  weight: 3,
  strike: ({ conditions }, { lastsMs, pick }) => {
    const target = targetOf(pick);
    conditions.add({
      kind: 'answerHanging',
      lastsMs,
      call: (operation) => (target.test(operation) ? { type: 'loseAnswer', hangs: true } : undefined),
    });
  },
};
