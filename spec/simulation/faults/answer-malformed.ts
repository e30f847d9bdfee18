import type { Fault } from './fault.js';
import { targetOf } from './operations.js';

/** Answers are of another shape. */
export const answerMalformed: Fault = {
  kind: 'answerMalformed',
  weight: 3,
  strike: ({ conditions }, { lastsMs, pick }) => {
    const target = targetOf(pick);
    conditions.add({
      kind: 'answerMalformed',
      lastsMs,
      call: (operation) =>
        target.test(operation)
          ? { type: 'mangle', change: (response) => ({ ...response, body: '["s3cr3t"]' }) }
          : undefined,
    });
  },
};
