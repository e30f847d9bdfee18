import { factsOf } from '../life-record.js';
import type { Check } from './check.js';

/** No timer, socket, request or subscription is left after the end, or after going offline. */
export const nothingRemains: Check = (record) =>
  factsOf(record, 'remains').flatMap(({ remains, when, at }) => {
    const left = Object.entries(remains).filter(([, count]) => count > 0);
    return left.length === 0
      ? []
      : [`left ${when}, at ${at}: ${left.map(([what, count]) => `${count} ${what}`).join(', ')}`];
  });
