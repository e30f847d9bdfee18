import type { Fault } from './fault.js';

/** The platform says that it has lost the network, and has not. */
export const platformMistaken: Fault = {
  kind: 'platformMistaken',
  weight: 2,
  strike: ({ process, conditions, time }, { lastsMs }) => {
    const here = process();
    conditions.count('platformMistaken');
    here.setOnline(false);
    time.after(lastsMs, () => here.setOnline(true));
  },
};
