import { entryAt } from '../random.js';
import { CLOSE_CODES } from './close-codes.js';
import type { Fault } from './fault.js';

/** All sockets are closed, in whatever stage they are. */
export const socketClosed: Fault = {
  kind: 'socketClosed',
  weight: 8,
  strike: ({ process, conditions }, { pick }) => {
    for (const link of process().links()) {
      conditions.count('socketClosed');
      link.cut(entryAt(CLOSE_CODES, pick));
    }
  },
};
