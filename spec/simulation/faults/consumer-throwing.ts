import type { Fault } from './fault.js';

/** A reader of the stream throws at each event. */
export const consumerThrowing: Fault = {
  kind: 'consumerThrowing',
  weight: 2,
  strike: ({ user, conditions }, { count }) => {
    conditions.count('consumerThrowing');
    user.readAndThrow(count);
  },
};
