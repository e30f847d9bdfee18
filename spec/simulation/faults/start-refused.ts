import type { Fault } from './fault.js';

/** The transcript refuses a place to start from. */
export const startRefused: Fault = {
  kind: 'startRefused',
  weight: 2,
  strike: ({ conditions }, { lastsMs }) => conditions.add({ kind: 'startRefused', lastsMs, quirk: 'startRefused' }),
};
