import { factsOf } from '../life-record.js';
import type { Check } from './check.js';

/**
 * Ordered: by time, but for those marked late, and those really are. What an earlier process told counts, as far as the
 * checkpoint knows that this one began with.
 */
export const ordered: Check = (record) => {
  const newest = new Map<number, number>();
  const failures: string[] = [];
  const events = factsOf(record, 'event');
  for (const start of factsOf(record, 'wanted')) {
    if (start.state !== 'started') continue;
    for (const [from, to] of start.told) {
      for (const { event } of events.slice(from, to)) {
        if (event.type !== 'gap') newest.set(start.process, Math.max(event.at, newest.get(start.process) ?? -Infinity));
      }
    }
  }
  for (const { event, process, at } of events) {
    if (event.type === 'gap') continue;
    const before = newest.get(process);
    const isLate = before !== undefined && event.at < before;
    if (isLate !== (event.late === true)) {
      failures.push(
        `${event.type} ${event.id ?? ''} of ${event.at} is ${isLate ? 'late and does not say so' : 'not late and says so'}, at ${at}`,
      );
    }
    if (!isLate) newest.set(process, event.at);
  }
  return failures;
};
