import type { Fault } from './fault.js';

/** All socket URLs that are out are void from now on. */
export const urlsExpired: Fault = {
  kind: 'urlsExpired',
  weight: 3,
  strike: ({ service, conditions }) => {
    conditions.count('urlsExpired');
    service.expireUrls();
  },
};
