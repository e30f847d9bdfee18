import type { Check } from './check.js';

/** The quotas of the documentation: a second, and at once. */
const QUOTAS: ReadonlyMap<string, readonly [perSecond: number, burst: number]> = new Map([
  ['connection', [6, 9]],
  ['message', [10, 15]],
  ['event', [10, 15]],
  ['transcript', [8, 12]],
  ['disconnect', [3, 5]],
  ['start-attachment-upload', [2, 5]],
  ['complete-attachment-upload', [2, 5]],
  ['attachment', [8, 12]],
]);

/** No engine calls an operation more often than its quota, over any window of time. */
export const withinBudget: Check = (record) => {
  const failures: string[] = [];
  const buckets = new Map<string, { left: number; at: number }>();
  for (const fact of record.facts) {
    // A new process has a new budget, and one whose clock was set cannot know how much time has passed.
    if (fact.type === 'fault' && fact.kind === 'clockJumping') buckets.clear();
    if (fact.type === 'wanted' && fact.state === 'started') buckets.clear();
    const quota = fact.type === 'called' ? QUOTAS.get(fact.operation) : undefined;
    if (quota === undefined || fact.type !== 'called') continue;
    const [perSecond, burst] = quota;
    const before = buckets.get(fact.operation) ?? { left: burst, at: fact.at };
    const left = Math.min(burst, before.left + (perSecond * (fact.at - before.at)) / 1_000) - 1;
    // A hundredth for rounding.
    if (left < -0.01) failures.push(`${fact.operation} was called too often at ${fact.at}`);
    buckets.set(fact.operation, { left: Math.max(left, 0), at: fact.at });
  }
  return failures;
};
