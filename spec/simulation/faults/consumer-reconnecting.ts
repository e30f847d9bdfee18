import { entryAt } from '../random.js';
import type { Fault } from './fault.js';

/** A consumer goes offline and connects again from inside its callbacks, so often; or leaves as the chat ends. */
export const consumerReconnecting: Fault = {
  kind: 'consumerReconnecting',
  weight: 0,
  strike: ({ user, conditions }, { count, pick }) => {
    user.reconnect(entryAt(['status', 'ending', 'event', 'progress', 'idle', 'live', 'connecting'], pick), count, () =>
      conditions.count('consumerReconnecting'),
    );
  },
};
