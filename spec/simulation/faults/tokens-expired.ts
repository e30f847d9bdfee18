import type { Fault } from './fault.js';

/** All connection tokens are void from now on; new ones can be had. */
export const tokensExpired: Fault = {
  kind: 'tokensExpired',
  weight: 4,
  strike: ({ service, conditions }) => {
    conditions.count('tokensExpired');
    service.connectionTokens.expire();
  },
};
