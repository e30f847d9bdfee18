import type { Fault } from './fault.js';

/** Pages are shorter than asked for. */
export const pageShort: Fault = {
  kind: 'pageShort',
  weight: 2,
  strike: ({ conditions }, { lastsMs }) => conditions.add({ kind: 'pageShort', lastsMs, quirk: 'pageShort' }),
};
