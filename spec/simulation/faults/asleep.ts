import type { Fault } from './fault.js';

/** The process sleeps; whatever is due meanwhile happens when it wakes, all at once. */
export const asleep: Fault = {
  kind: 'asleep',
  weight: 3,
  strike: ({ process, conditions, leftMs }, { lastsMs, count }) => {
    conditions.count('asleep');
    process().sleep(Math.min(lastsMs * count, leftMs()));
  },
};
