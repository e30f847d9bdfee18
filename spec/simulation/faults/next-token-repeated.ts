import type { Fault } from './fault.js';

/** The transcript gives the page token that it gave before. */
export const nextTokenRepeated: Fault = {
  kind: 'nextTokenRepeated',
  weight: 2,
  strike: ({ conditions }, { lastsMs, count }) =>
    conditions.add({ kind: 'nextTokenRepeated', lastsMs, uses: count, quirk: 'nextTokenRepeated' }),
};
