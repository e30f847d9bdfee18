import { factsOf } from '../life-record.js';
import type { Check } from './check.js';

/** A session ends when its chat does, or when its admission was refused, and for no other reason; then it is silent. */
export const allowedEnd: Check = (record) => {
  const { plan, endedAt, injected } = record;
  const failures: string[] = [];
  const wasRefused = injected.has('admissionRefused');
  for (const { status, at } of factsOf(record, 'status')) {
    const isOver = endedAt !== undefined && endedAt <= at;
    if (status.type === 'failed' && !wasRefused && !isOver) failures.push(`failed at ${at} (${status.error.name})`);
    if (status.type !== 'ended') continue;
    if (status.reason === 'accessDenied' ? !wasRefused && !isOver : !isOver)
      failures.push(`ended at ${at}: ${status.reason}`);
    if (status.reason === 'disconnected' && plan.ending !== 'disconnected') failures.push('disconnected of itself');
  }
  const finished = new Set<string>();
  for (const fact of record.facts) {
    if (fact.type === 'finished') finished.add(`${fact.process} ${fact.stream}`);
    const isAfter =
      (fact.type === 'event' || fact.type === 'status' || fact.type === 'diagnostic') &&
      finished.has(`${fact.process} ${fact.type}$`);
    if (isAfter) failures.push(`${fact.type} after the end, at ${fact.at}`);
  }
  const ends = factsOf(record, 'event').filter(({ event }) => event.type === 'chatEnded');
  if (new Set(ends.map(({ process }) => process)).size < ends.length) failures.push('the end was told more than once');
  return failures;
};
