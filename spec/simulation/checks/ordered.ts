import { factsOf, type LifeRecord } from '../life-record.js';
import type { Check } from './check.js';

/** The greatest time that each process knows to have been told when it begins. */
const knownAtStart = (record: LifeRecord): Map<number, number> => {
  const events = factsOf(record, 'event');
  const newest = new Map<number, number>();
  for (const start of factsOf(record, 'wanted')) {
    if (start.state !== 'started') continue;
    let latest = -Infinity;
    for (const [from, to] of start.told) {
      for (const { event } of events.slice(from, to)) if (event.type !== 'gap') latest = Math.max(latest, event.at);
    }
    newest.set(start.process, latest);
  }
  return newest;
};

/**
 * Ordered by time, but for those marked late, and those really are: also when the younger item was told by the process
 * before. What has the same time as another is never late.
 */
export const ordered: Check = (record) => {
  const newest = knownAtStart(record);
  const failures: string[] = [];
  for (const { event, process, at } of factsOf(record, 'event')) {
    if (event.type === 'gap') continue;
    const before = newest.get(process) ?? -Infinity;
    const isLate = event.at < before;
    if (isLate !== (event.late === true)) {
      failures.push(
        `${event.type} ${event.id ?? ''} of ${event.at} is ${isLate ? 'late and does not say so' : 'not late and says so'}, at ${at}`,
      );
    }
    if (!isLate) newest.set(process, event.at);
  }
  return failures;
};
