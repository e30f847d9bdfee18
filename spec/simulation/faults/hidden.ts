import type { Fault } from './fault.js';

/** The platform hides the process, says so, and lets its timers run at whole minutes only. */
export const hidden: Fault = {
  kind: 'hidden',
  weight: 0,
  strike: ({ process, conditions, time, leftMs }, { lastsMs }) => {
    const here = process();
    conditions.count('hidden');
    here.setVisible(false);
    time.after(Math.min(lastsMs, leftMs()), () => here.setVisible(true));
  },
};
