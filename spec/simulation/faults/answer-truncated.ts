import type { Fault } from './fault.js';
import { targetOf } from './operations.js';

/** Answers break off. */
export const answerTruncated: Fault = {
  kind: 'answerTruncated',
  weight: 3,
  strike: ({ conditions }, { lastsMs, pick }) => {
    const target = targetOf(pick);
    conditions.add({
      kind: 'answerTruncated',
      lastsMs,
      call: (operation) =>
        target.test(operation)
          ? {
              type: 'mangle',
              change: (response) => ({ ...response, body: response.body.slice(0, -1 - Math.floor(pick * 50)) }),
            }
          : undefined,
    });
  },
};
