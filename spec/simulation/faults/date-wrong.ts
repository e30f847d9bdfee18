import type { Fault } from './fault.js';

/** Answers are dated two hours ahead. */
export const dateWrong: Fault = {
  kind: 'dateWrong',
  weight: 1,
  strike: ({ conditions }, { lastsMs }) => conditions.add({ kind: 'dateWrong', lastsMs, quirk: 'dateWrong' }),
};
