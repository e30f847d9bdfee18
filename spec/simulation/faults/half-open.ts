import type { Fault } from './fault.js';

/** The sockets there are go deaf and dumb without closing. */
export const halfOpen: Fault = {
  kind: 'halfOpen',
  weight: 4,
  strike: ({ process, conditions }) => {
    for (const link of process().links()) {
      conditions.count('halfOpen');
      link.goDeaf();
    }
  },
};
