import type { Fault } from './fault.js';

/** One more consumer, that subscribed after all others and so hears of all behind them. */
export const consumerWatching: Fault = {
  kind: 'consumerWatching',
  weight: 0,
  strike: ({ user, conditions }) => {
    conditions.count('consumerWatching');
    user.watch();
  },
};
