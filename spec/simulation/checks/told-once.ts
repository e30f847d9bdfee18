import { factsOf } from '../life-record.js';
import { policiesOf } from '../plan/policies-of.js';
import type { Check } from './check.js';
import { isPersisted, keyOf } from './key-of.js';

/**
 * Once: no process tells a change twice, nor one that the checkpoint it began with knows to have been told. What was
 * told after the checkpoint may come again; so may, within a process that has told more than it remembers, what stands
 * before that.
 */
export const toldOnce: Check = (record) => {
  const events = factsOf(record, 'event');
  const failures: string[] = [];
  for (const start of factsOf(record, 'wanted')) {
    if (start.state !== 'started') continue;
    const seen = new Map<string, string>();
    for (const [from, to] of start.told) {
      for (const { event, process, at } of events.slice(from, to)) {
        if (isPersisted(event)) seen.set(keyOf(event) ?? '', `by process ${process} at ${at}`);
      }
    }
    const { maxRememberedItems } = policiesOf(record.plan.traits, start.process);
    const places = new Map<string, number>();
    let count = 0;
    events.forEach(({ event, process, at }, index) => {
      const key = process === start.process ? keyOf(event) : undefined;
      if (key === undefined) return;
      count += 1;
      const before = seen.get(key);
      const isLate = 'late' in event && event.late;
      const isForgotten = places.has(key) && (isLate ? count : index - (places.get(key) ?? index)) > maxRememberedItems;
      if (before !== undefined && !isForgotten)
        failures.push(`${key} was told ${before}, and again by process ${process} at ${at}`);
      seen.set(key, `by process ${process} at ${at}`);
      places.set(key, index);
    });
  }
  return failures;
};
