import type { Fault } from './fault.js';

/** Page tokens are refused. */
export const nextTokenExpired: Fault = {
  kind: 'nextTokenExpired',
  weight: 2,
  strike: ({ conditions }, { lastsMs, count }) =>
    conditions.add({ kind: 'nextTokenExpired', lastsMs, uses: count, quirk: 'nextTokenExpired' }),
};
