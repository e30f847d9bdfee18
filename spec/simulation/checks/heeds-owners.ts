import type { Check } from './check.js';

/** A session that somebody wants is on its way again by then, if it was idle at all. */
const IDLE_MS = 10_000;

/** A session that nobody wants is idle by then, grace and timers that are held back included. */
const GRACE_MS = 180_000;

/** So long a process may sleep, four times the longest fault; what is due meanwhile happens when it wakes. */
const LONGEST_SLEEP_MS = 2_400_000;

/** Online is a session while anybody wants it, and idle when nobody does any more. */
export const heedsOwners: Check = (record) => {
  const failures: string[] = [];
  const graceMs = record.injected.has('asleep') ? LONGEST_SLEEP_MS : GRACE_MS;
  let status = 'idle';
  let isWanted = false;
  let since: number | undefined;
  for (const fact of record.facts) {
    const lasted = since === undefined ? 0 : fact.at - since;
    const isOver = status === 'ended' || status === 'failed';
    if (isWanted && status === 'idle' && lasted > IDLE_MS)
      failures.push(`idle for ${lasted} ms until ${fact.at}, though somebody wants it online`);
    if (!isWanted && !isOver && status !== 'idle' && lasted > graceMs)
      failures.push(`${status} for ${lasted} ms until ${fact.at}, though nobody wants it`);
    if (fact.type !== 'status' && fact.type !== 'wanted') {
      if (lasted > graceMs) since = since === undefined ? undefined : fact.at;
      continue;
    }
    if (fact.type === 'status') status = fact.status.type;
    else {
      if (fact.state === 'started' || fact.state === 'crashed') status = 'idle';
      isWanted = fact.state === 'online';
    }
    since = fact.type === 'wanted' && (fact.state === 'crashed' || fact.state === 'started') ? undefined : fact.at;
  }
  return failures.slice(0, 3);
};
