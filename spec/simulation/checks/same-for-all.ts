import type { ChatEvent } from '../../../lib/chat/event.js';
import { factsOf } from '../life-record.js';
import type { Check } from './check.js';
import { keyOf } from './key-of.js';

const nameOf = (event: ChatEvent): string => keyOf(event) ?? event.type;

/** Whoever subscribes sees the same statuses and events in the same order, whatever the others do in their callbacks. */
export const sameForAll: Check = (record) => {
  const failures: string[] = [];
  const statuses: string[] = [];
  const events: string[] = [];
  const watchers = new Map<number, { statuses: string[]; events: string[]; from: readonly [number, number] }>();
  for (const fact of record.facts) {
    if (fact.type === 'status') statuses.push(fact.status.type);
    if (fact.type === 'event') events.push(nameOf(fact.event));
    if (fact.type === 'watched') {
      // The present status is repeated to who subscribes.
      const from = [Math.max(0, statuses.length - 1), events.length] as const;
      watchers.set(fact.watcher, { statuses: [], events: [], from });
    }
    if (fact.type === 'saw' && 'status' in fact) watchers.get(fact.watcher)?.statuses.push(fact.status.type);
    if (fact.type === 'saw' && 'event' in fact) watchers.get(fact.watcher)?.events.push(nameOf(fact.event));
  }
  const processOf = new Map(factsOf(record, 'watched').map(({ watcher, process }) => [watcher, process]));
  for (const [watcher, seen] of watchers) {
    const process = processOf.get(watcher);
    const count = (type: 'status' | 'event'): number =>
      factsOf(record, type).filter((fact) => fact.process <= (process ?? 0)).length;
    const expected = {
      statuses: statuses.slice(seen.from[0], count('status')),
      events: events.slice(seen.from[1], count('event')),
    };
    if (seen.statuses.join() !== expected.statuses.join())
      failures.push(
        `watcher ${watcher} saw ${seen.statuses.join()}, and the first to subscribe ${expected.statuses.join()}`,
      );
    if (seen.events.join() !== expected.events.join())
      failures.push(`watcher ${watcher} saw other events than the first`);
  }
  return failures;
};
