import type { Fault } from './fault.js';

/** A reader takes one event and never asks for another. */
export const consumerNeverDraining: Fault = {
  kind: 'consumerNeverDraining',
  weight: 1,
  strike: ({ user, conditions }) => {
    conditions.count('consumerNeverDraining');
    user.readAndStall();
  },
};
