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
 * from before a subscription is late because of something from after it, unless that was told after the hold had to give
 * way, and before a reading had come to its end.
 */
export const heldBack: Check = (record) => {
  if (isExcused(record)) return [];
  const postedAt = new Map(record.truth.map((post) => [post.id, post.since]));
  const failures: string[] = [];
  const told = new Set<string>();
  const subscribed = new Set<number>();
  const releases = new Set<number>();
  let subscribedAt = 0;
  let newest: (Position & { readonly toldAt: number; readonly gaveWay: boolean }) | undefined;
  let gaveWay = false;
  let readAt = Infinity;
  let shown: ReadonlyArray<string> = [];
  for (const fact of record.facts) {
    // Where a receipt's message is looked up, what the page shows besides is told by a later reading.
    if (fact.at > readAt) [gaveWay, readAt] = [gaveWay && !shown.every((id) => told.has(id)), Infinity];
    if (fact.type === 'socket' && fact.did === 'subscribed') {
      if (subscribed.size === 0) subscribedAt = fact.at;
      subscribed.add(fact.socket);
    }
    if (fact.type === 'socket' && fact.did === 'closed') subscribed.delete(fact.socket);
    // What is read back from the newest shows what was emitted before, and nothing else.
    const isReading = fact.type === 'answered' && fact.isForward === true && (fact.shows?.length ?? 0) > 0;
    if (isReading && fact.readAt !== undefined) [readAt, shown] = [fact.at, fact.shows ?? []];
    if (fact.type === 'wanted') newest = undefined;
    if (fact.type === 'diagnostic' && fact.diagnostic.type === 'holdReleased') {
      [gaveWay, readAt] = [true, Infinity];
      releases.add(fact.at);
    }
    if (fact.type !== 'event' || fact.event.type === 'gap') continue;
    const { event, at } = fact;
    const id = event.id ?? '';
    const since = postedAt.get(id) ?? Infinity;
    const isFirst = !told.has(id) && event.type !== 'receipt' && isPersisted(event);
    told.add(id);
    if (event.late === true && isFirst && since < subscribedAt && newest !== undefined) {
      const isAfter = newest.toldAt > subscribedAt && newest.at > EPOCH + subscribedAt;
      // The word of it comes after what it let go.
      const wasReleased = newest.gaveWay || releases.has(newest.toldAt);
      if (isAfter && !wasReleased)
        failures.push(`${id}, posted at ${since}, is late at ${at} because ${newest.id} was not held back`);
    }
    if (newest === undefined || event.at >= newest.at) newest = { at: event.at, id, toldAt: at, gaveWay };
  }
  return failures;
};
