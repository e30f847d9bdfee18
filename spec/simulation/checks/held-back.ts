import type { Position } from '../../../lib/chat/event.js';
import { EPOCH } from '../epoch.js';
import type { LifeRecord } from '../life-record.js';
import { allPolicies } from '../plan/policies-of.js';
import type { Check } from './check.js';
import { isPersisted } from './key-of.js';

/** What makes a transcript show things late, or not at all at first. */
const EXCUSES: ReadonlySet<string> = new Set([
  'transcriptLags',
  'startForgotten',
  'startRefused',
  'nextTokenExpired',
  'nextTokenRepeated',
  'nextTokenEndless',
  'itemUnreadable',
]);

/** What a history policy left out comes late when it is pushed all the same. */
const isExcused = ({ plan: { traits }, injected }: LifeRecord): boolean =>
  traits.transcriptLagMs > 0 ||
  allPolicies(traits).some(({ history }) => history !== 'all') ||
  [...injected.keys()].some((kind) => EXCUSES.has(kind));

/**
 * Ordered after an absence: what was there when the session subscribed is told before what came later. So nothing
 * from before a subscription is late because of something from after it, unless the hold had to give way since, before
 * any page had shown it.
 */
export const heldBack: Check = (record) => {
  if (isExcused(record)) return [];
  const postedAt = new Map(record.truth.map((post) => [post.id, post.since]));
  const failures: string[] = [];
  const told = new Set<string>();
  const shownAt = new Map<string, number>();
  const subscribed = new Set<number>();
  let subscribedAt = 0;
  let newest: (Position & { readonly toldAt: number }) | undefined;
  let gaveWayAt = Infinity;
  for (const fact of record.facts) {
    if (fact.type === 'socket' && fact.did === 'subscribed') {
      if (subscribed.size === 0) [subscribedAt, gaveWayAt] = [fact.at, Infinity];
      subscribed.add(fact.socket);
    }
    if (fact.type === 'socket' && fact.did === 'closed') subscribed.delete(fact.socket);
    // What is read back from the newest shows what was emitted before, and nothing else.
    if (fact.type === 'answered' && fact.isForward === true) {
      for (const id of fact.shows ?? []) if (!shownAt.has(id)) shownAt.set(id, fact.at);
    }
    if (fact.type === 'wanted') {
      newest = undefined;
      shownAt.clear();
    }
    if (fact.type === 'diagnostic' && fact.diagnostic.type === 'holdReleased') gaveWayAt = Math.min(gaveWayAt, fact.at);
    if (fact.type !== 'event' || fact.event.type === 'gap') continue;
    const { event, at } = fact;
    const id = event.id ?? '';
    const since = postedAt.get(id) ?? Infinity;
    const isFirst = !told.has(id) && event.type !== 'receipt' && isPersisted(event);
    told.add(id);
    if (event.late === true && isFirst && since < subscribedAt && newest !== undefined) {
      const isAfter = newest.toldAt > subscribedAt && newest.at > EPOCH + subscribedAt;
      const gaveWay = gaveWayAt <= newest.toldAt && (shownAt.get(id) ?? at) >= newest.toldAt;
      if (isAfter && !gaveWay)
        failures.push(`${id}, posted at ${since}, is late at ${at} because ${newest.id} was not held back`);
    }
    if (newest === undefined || event.at >= newest.at) newest = { at: event.at, id, toldAt: at };
  }
  return failures;
};
