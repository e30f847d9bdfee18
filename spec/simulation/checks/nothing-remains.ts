import { factsOf, type LifeRecord } from '../life-record.js';
import type { Check } from './check.js';

/** Whether timers that are due have not run: the page is hidden, and they run once a minute, or the process sleeps. */
const isSlow = (record: LifeRecord, at: number): boolean =>
  factsOf(record, 'visible').findLast((fact) => fact.at <= at)?.isVisible === false ||
  record.plan.steps.some(
    (step) =>
      step.type === 'fault' && step.kind === 'asleep' && step.at <= at && at <= step.at + step.lastsMs * step.count,
  );

/** No timer, socket, request or subscription is left after the end, or after going offline. */
export const nothingRemains: Check = (record) =>
  factsOf(record, 'remains').flatMap(({ remains, when, at }) => {
    const left = Object.entries(remains).filter(
      ([what, count]) => count > 0 && !(what === 'timers' && when === 'offline' && isSlow(record, at)),
    );
    return left.length === 0
      ? []
      : [`left ${when}, at ${at}: ${left.map(([what, count]) => `${count} ${what}`).join(', ')}`];
  });
