import type { Fault } from './fault.js';

/** Answers do not say when they were given. */
export const dateMissing: Fault = {
  kind: 'dateMissing',
  weight: 2,
  strike: ({ conditions }, { lastsMs }) => conditions.add({ kind: 'dateMissing', lastsMs, quirk: 'dateMissing' }),
};
