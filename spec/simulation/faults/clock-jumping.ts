import type { Fault } from './fault.js';

const HOUR_MS = 3_600_000;

/** The clock of the process is set, by hours, forward or back. */
export const clockJumping: Fault = {
  kind: 'clockJumping',
  weight: 3,
  strike: ({ process, conditions }, { pick, count }) => {
    conditions.count('clockJumping');
    process().jump(Math.round((pick - 0.5) * 2 * count * HOUR_MS));
  },
};
