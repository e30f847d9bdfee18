import type { Fault } from './fault.js';

/** Items show in the transcript seconds after they were pushed. */
export const transcriptLags: Fault = {
  kind: 'transcriptLags',
  weight: 3,
  strike: ({ conditions }, { lastsMs }) => conditions.add({ kind: 'transcriptLags', lastsMs, quirk: 'transcriptLags' }),
};
