import { factsOf } from '../life-record.js';
import type { Check } from './check.js';
import { isPersisted, keyOf } from './key-of.js';

/**
 * Once: no process tells a change twice, nor one that the checkpoint it began with knows to have been told. What was
 * told after the checkpoint may come again.
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
    for (const { event, process, at } of events) {
      const key = process === start.process ? keyOf(event) : undefined;
      if (key === undefined) continue;
      const before = seen.get(key);
      if (before !== undefined) failures.push(`${key} was told ${before}, and again by process ${process} at ${at}`);
      seen.set(key, `by process ${process} at ${at}`);
    }
  }
  return failures;
};
