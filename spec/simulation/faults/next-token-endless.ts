import type { Fault } from './fault.js';

/** There is always another page. */
export const nextTokenEndless: Fault = {
  kind: 'nextTokenEndless',
  weight: 1,
  strike: ({ conditions }, { lastsMs }) =>
    conditions.add({ kind: 'nextTokenEndless', lastsMs, quirk: 'nextTokenEndless' }),
};
