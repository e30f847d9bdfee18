import type { Check } from './check.js';

/** Never two attempts to connect at once: a socket that has not subscribed yet is the only one of its kind. */
export const oneAttempt: Check = (record) => {
  const failures: string[] = [];
  const opening = new Set<number>();
  for (const fact of record.facts) {
    if (fact.type === 'wanted' && fact.state === 'started') opening.clear();
    if (fact.type !== 'socket') continue;
    if (fact.did === 'opening') opening.add(fact.socket);
    else if (fact.did !== 'opened') opening.delete(fact.socket);
    if (fact.did === 'opening' && opening.size > 1)
      failures.push(`${opening.size} sockets are being opened at ${fact.at}`);
  }
  return failures;
};
