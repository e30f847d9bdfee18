import { factsOf, type Fact, type LifeRecord } from '../life-record.js';
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

/** The last look at the transcript is done by then, timers that are held back included. */
const LAST_LOOK_MS = 180_000;

/** So long a process may sleep, four times the longest fault. */
const LONGEST_SLEEP_MS = 2_400_000;

/** Who has heard the end stays for it, whoever leaves meanwhile. */
const unfinished = ({ facts, injected }: LifeRecord): ReadonlyArray<string> => {
  const mostMs = injected.has('asleep') ? LONGEST_SLEEP_MS : LAST_LOOK_MS;
  return facts.flatMap((fact, index) => {
    if (fact.type !== 'diagnostic' || fact.diagnostic.type !== 'repairing' || fact.diagnostic.reason !== 'lastRead')
      return [];
    const next = facts.slice(index).find((later) => {
      if (later.type === 'wanted') return later.state === 'crashed';
      return (later.type === 'status' && later.status.type === 'ended') || later.at > fact.at + mostMs;
    });
    return next?.type === 'status' || next?.type === 'wanted' ? [] : [`the end began at ${fact.at} and never came`];
  });
};

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
  return [...failures, ...unfinished(record)];
};

const hear = (said: Said, { operation, status, isForeign }: Extract<Fact, { readonly type: 'answered' }>): Said => {
  const isAdmission = operation === 'connection';
  if (isForeign === true || (!isAdmission && operation !== 'transcript')) return said;
  if (status === 200) return { accepted: said.accepted || isAdmission, refusals: 0, refusesConnection: false };
  if (status !== 403) return said;
  return { ...said, refusals: said.refusals + 1, refusesConnection: said.refusesConnection || isAdmission };
};
