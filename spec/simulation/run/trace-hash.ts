import type { LifeRecord } from '../life-record.js';
import { describeFact } from './describe-fact.js';

/** A number that is another for another course of events (FNV-1a over the trace). */
export const traceHash = ({ facts }: LifeRecord): number => {
  let hash = 0x811c9dc5;
  for (const fact of facts) {
    const line = describeFact(fact);
    for (let index = 0; index < line.length; index += 1) hash = Math.imul(hash ^ line.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
};
