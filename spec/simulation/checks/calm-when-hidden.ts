import { DEFAULT_POLICIES } from '../../../lib/engine/policies.js';
import { allPolicies } from '../plan/policies-of.js';
import type { LifeRecord, Stamped } from '../life-record.js';
import type { Check } from './check.js';

const MINUTE_MS = 60_000;

/** What had been going wrong before may still have to be made good. */
const AFTERMATH_MS = 3 * MINUTE_MS;

/** A time during which the process was hidden and nothing else was wrong with it or with the world. */
interface Calm {
  readonly from: number;
  readonly to: number;
}

/** No fault lasts longer. */
const LONGEST_FAULT_MS = 600_000;

const disturbs = (fact: Stamped): boolean =>
  (fact.type === 'fault' && fact.kind !== 'hidden') || (fact.type === 'wanted' && fact.state !== 'started');

const calms = (record: LifeRecord): ReadonlyArray<Calm> => {
  const disturbed = record.facts.filter(disturbs);
  return record.facts.flatMap((fact, index): ReadonlyArray<Calm> => {
    if (fact.type !== 'visible' || fact.isVisible) return [];
    const shown = record.facts.slice(index).find((later) => later.type === 'visible' && later.isVisible);
    const to = shown?.at ?? record.virtualMs;
    const before = disturbed.filter(({ at }) => at < to);
    const lastBefore = before
      .filter(({ at }) => at <= fact.at)
      .reduce((latest, { at, type }) => Math.max(latest, at + (type === 'fault' ? LONGEST_FAULT_MS : 0)), 0);
    const firstAmidst = before.find(({ at }) => at > fact.at)?.at ?? to;
    const from = Math.max(fact.at, lastBefore + AFTERMATH_MS);
    return firstAmidst - from > 5 * MINUTE_MS ? [{ from, to: firstAmidst }] : [];
  });
};

/**
 * Timers that come late are no reason to doubt a socket on which every beat is answered: a process that is hidden makes
 * the connections that expiries ask for, and reads the transcript as often as audits and connections do.
 */
export const calmWhenHidden: Check = (record) => {
  const { connectionLifeMs, tokenLifeMs } = record.plan.traits;
  const policies = allPolicies(record.plan.traits);
  const pageSize = Math.min(...policies.map((each) => each.pageSize));
  const overlapItems = Math.max(...policies.map((each) => each.overlapItems));
  const [{ auditMs, overlapMs } = DEFAULT_POLICIES] = policies;
  return calms(record).flatMap(({ from, to }) => {
    const within = record.facts.filter(({ at }) => at >= from && at <= to);
    const called = (operation: string): number =>
      within.filter((fact) => fact.type === 'called' && fact.operation === operation).length;
    const share = (everyMs: number): number => (to - from) / Math.max(2 * MINUTE_MS, everyMs);
    const mostConnections = 3 + 1.5 * (share(connectionLifeMs - 2 * MINUTE_MS) + share(tokenLifeMs - 10 * MINUTE_MS));
    // A reading reaches back from the newest item, however old that is.
    const newestAt = record.truth.reduce(
      (newest, { postedAt }) => (postedAt <= from ? Math.max(newest, postedAt) : newest),
      0,
    );
    const posts = record.truth.filter(({ postedAt }) => postedAt >= newestAt - overlapMs && postedAt <= to).length;
    const readings = 4 + 2 * mostConnections + share(auditMs) + within.filter(({ type }) => type === 'send').length;
    const mostPages = readings * (2 + Math.ceil((overlapItems + 10 + posts) / pageSize));
    const minutes = Math.round((to - from) / MINUTE_MS);
    return [
      ...(called('connection') > mostConnections
        ? [`${called('connection')} connections were made in ${minutes} hidden minutes from ${from}, for no reason`]
        : []),
      ...(called('transcript') > mostPages
        ? [`${called('transcript')} pages were read in ${minutes} hidden minutes from ${from}, for no reason`]
        : []),
    ];
  });
};
