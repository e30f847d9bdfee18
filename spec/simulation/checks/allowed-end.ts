import { factsOf, type Fact } from '../life-record.js';
import type { Check } from './check.js';

/** What the service has said of the session when it ends. */
interface Said {
  /** Whether it had ever let in the session. */
  accepted: boolean;
  /** How often, since it last let it do anything, it refused it. */
  refusals: number;
  /** Whether one of these was about the connection. */
  refusesConnection: boolean;
}

/**
 * A session ends when its chat does, or when its admission was refused: at the beginning once, later twice in a row
 * while no transcript can be read. What is not said by the service itself ends nothing. Afterwards it is silent.
 */
export const allowedEnd: Check = (record) => {
  const { plan, endedAt } = record;
  const failures: string[] = [];
  let said: Said = { accepted: false, refusals: 0, refusesConnection: false };
  for (const fact of record.facts) {
    if (fact.type === 'wanted' && fact.state === 'started')
      said = { accepted: fact.accepted ?? false, refusals: 0, refusesConnection: false };
    if (fact.type === 'answered') said = hear(said, fact);
    if (fact.type !== 'status') continue;
    const { status, at } = fact;
    const isOver = endedAt !== undefined && endedAt <= at;
    const isRefused = said.refusesConnection && said.refusals > 1;
    if (status.type === 'failed' && !isOver && (said.accepted ? !isRefused : !said.refusesConnection))
      failures.push(`failed at ${at} (${status.error.name})`);
    if (status.type !== 'ended') continue;
    if (!isOver && !(status.reason === 'accessDenied' && isRefused)) failures.push(`ended at ${at}: ${status.reason}`);
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

const hear = (said: Said, { operation, status, isForeign }: Extract<Fact, { readonly type: 'answered' }>): Said => {
  const isAdmission = operation === 'connection';
  if (isForeign === true || (!isAdmission && operation !== 'transcript')) return said;
  if (status === 200) return { accepted: said.accepted || isAdmission, refusals: 0, refusesConnection: false };
  if (status !== 403) return said;
  return { ...said, refusals: said.refusals + 1, refusesConnection: said.refusesConnection || isAdmission };
};
