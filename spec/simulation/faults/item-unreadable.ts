import type { Fault } from './fault.js';

/** An item of the transcript has no identity. */
export const itemUnreadable: Fault = {
  kind: 'itemUnreadable',
  weight: 1,
  strike: ({ conditions }, { lastsMs, count }) =>
    conditions.add({ kind: 'itemUnreadable', lastsMs, uses: count, quirk: 'itemUnreadable' }),
};
