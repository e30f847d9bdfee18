import { factsOf, type LifeRecord } from '../life-record.js';
import type { Check } from './check.js';

const isHidden = (record: LifeRecord, at: number): boolean =>
  factsOf(record, 'visible').findLast((fact) => fact.at <= at)?.isVisible === false;

/**
 * No timer, socket, request or subscription is left after the end, or after going offline. A page that is hidden lets
 * timers run once a minute: there one may be due.
 */
export const nothingRemains: Check = (record) =>
  factsOf(record, 'remains').flatMap(({ remains, when, at }) => {
    const left = Object.entries(remains).filter(
      ([what, count]) => count > 0 && !(what === 'timers' && when === 'offline' && isHidden(record, at)),
    );
    return left.length === 0
      ? []
      : [`left ${when}, at ${at}: ${left.map(([what, count]) => `${count} ${what}`).join(', ')}`];
  });
