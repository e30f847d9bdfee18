import type { Check } from './check.js';

/** Live means subscribed: whenever the status says so, there is a socket on which the service has acknowledged. */
export const liveMeansSubscribed: Check = (record) => {
  const failures: string[] = [];
  const subscribed = new Set<number>();
  let process = 0;
  let isLive = false;
  let brokenAt: number | undefined;
  for (const fact of record.facts) {
    if (fact.process !== process) {
      subscribed.clear();
      [process, isLive, brokenAt] = [fact.process, false, undefined];
    }
    if (brokenAt !== undefined && fact.at > brokenAt) {
      failures.push(`live without a socket that has subscribed, at ${brokenAt}`);
      brokenAt = undefined;
    }
    if (fact.type === 'wanted' && fact.state === 'crashed') {
      subscribed.clear();
      isLive = false;
    }
    if (fact.type === 'socket' && fact.did === 'subscribed') subscribed.add(fact.socket);
    if (fact.type === 'socket' && fact.did === 'closed') subscribed.delete(fact.socket);
    if (fact.type === 'status') isLive = fact.status.type === 'live';
    brokenAt = isLive && subscribed.size === 0 ? (brokenAt ?? fact.at) : undefined;
  }
  return failures;
};
