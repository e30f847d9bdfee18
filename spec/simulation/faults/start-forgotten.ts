import type { Fault } from './fault.js';

/** The transcript does not know the place to start from. */
export const startForgotten: Fault = {
  kind: 'startForgotten',
  weight: 2,
  strike: ({ conditions }, { lastsMs }) => conditions.add({ kind: 'startForgotten', lastsMs, quirk: 'startForgotten' }),
};
