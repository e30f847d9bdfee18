import type { Fault } from './fault.js';

/** A reader of the stream unsubscribes from inside its callback. */
export const consumerLeaving: Fault = {
  kind: 'consumerLeaving',
  weight: 2,
  strike: ({ user, conditions }, { count }) => {
    conditions.count('consumerLeaving');
    user.readAndLeave(count);
  },
};
