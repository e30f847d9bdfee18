import type { Fault } from './fault.js';

/** The platform loses the network, says so, and comes back. */
export const platformOffline: Fault = {
  kind: 'platformOffline',
  weight: 3,
  strike: ({ process, conditions, time }, { lastsMs }) => {
    const here = process();
    here.setOnline(false);
    conditions.count('platformOffline');
    here.links().forEach((link) => link.goDeaf());
    conditions.add({
      kind: 'platformOffline',
      lastsMs,
      handshake: () => ({ type: 'refuse', code: 1006 }),
      call: () => ({ type: 'lose', hangs: false }),
    });
    time.after(lastsMs, () => here.setOnline(true));
  },
};
