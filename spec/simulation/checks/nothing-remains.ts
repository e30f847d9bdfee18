import { factsOf } from '../life-record.js';
import type { Check } from './check.js';

/** No timer, socket or request is left after the end, or after going offline. */
export const nothingRemains: Check = (record) =>
  factsOf(record, 'remains').flatMap(({ remains: { timers, sockets, requests }, when, at }) =>
    timers + sockets + requests === 0
      ? []
      : [`${timers} timers, ${sockets} sockets and ${requests} requests are left ${when}, at ${at}`],
  );
