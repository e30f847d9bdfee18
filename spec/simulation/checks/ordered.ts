import type { Position } from '../../../lib/chat/event.js';
import { factsOf } from '../life-record.js';
import type { Check } from './check.js';

const isBefore = (a: Position, b: Position): boolean => a.at < b.at || (a.at === b.at && a.id < b.id);

/** Ordered: by time, then by id, but for those marked late, and those really are. */
export const ordered: Check = (record) => {
  const newest = new Map<number, Position>();
  const failures: string[] = [];
  for (const { event, process, at } of factsOf(record, 'event')) {
    if (event.type === 'gap') continue;
    const position = { at: event.at, id: event.id ?? '' };
    const before = newest.get(process);
    const isLate = before !== undefined && isBefore(position, before);
    if (isLate !== (event.late === true)) {
      failures.push(
        `${event.type} ${position.id} of ${position.at} is ${isLate ? 'late and does not say so' : 'not late and says so'}, at ${at}`,
      );
    }
    if (!isLate) newest.set(process, position);
  }
  return failures;
};
