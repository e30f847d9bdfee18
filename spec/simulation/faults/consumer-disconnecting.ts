import type { Fault } from './fault.js';

/** A reader of the stream takes the session offline from inside its callback, and back again a moment later. */
export const consumerDisconnecting: Fault = {
  kind: 'consumerDisconnecting',
  weight: 2,
  strike: ({ user, conditions }, { lastsMs }) => {
    conditions.count('consumerDisconnecting');
    user.goOfflineAtNextEvent(Math.min(lastsMs, 30_000));
  },
};
