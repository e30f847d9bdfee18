import type { Check } from './check.js';

const MINUTE_MS = 60_000;

/** Far more than backoff comes to, far less than retrying at once does. */
const MOST_IN_A_MINUTE = 50;

/** Attempts of one process to connect are spread: failures do not make a storm. */
export const patient: Check = (record) => {
  const attempts: number[] = [];
  for (const fact of record.facts) {
    // A process that dies takes along what it knew of failures.
    if (fact.type === 'wanted' && fact.state === 'started') attempts.length = 0;
    const isAttempt =
      fact.type === 'called' ? fact.operation === 'connection' : fact.type === 'socket' && fact.did === 'opening';
    if (!isAttempt) continue;
    attempts.push(fact.at);
    const before = attempts[attempts.length - 1 - MOST_IN_A_MINUTE];
    if (before !== undefined && fact.at - before < MINUTE_MS) {
      return [`more than ${MOST_IN_A_MINUTE} attempts to connect in the minute before ${fact.at}`];
    }
  }
  return [];
};
