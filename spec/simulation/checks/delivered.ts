import type { GapEvent, Position } from '../../../lib/chat/event.js';
import { factsOf, type LifeRecord } from '../life-record.js';
import { allPolicies } from '../plan/policies-of.js';
import type { Post } from '../service/post.js';
import { changesOf, type Change } from './changes.js';
import type { Check } from './check.js';
import { keyOf } from './key-of.js';

/** Whether a gap announces that something at this place may be missing. */
export const covers = (gap: GapEvent, { at }: Position): boolean =>
  (gap.after === undefined || gap.after.at <= at) && (gap.before === undefined || at <= gap.before.at);

/**
 * Whether so much was pushed behind it, before the next reading could show that it was lost, that the session has
 * forgotten how far back that reaches. A millisecond is forgotten as a whole.
 */
const isCrowdedOut = (record: LifeRecord, post: Post): boolean => {
  const { at, since } = post;
  const nextRead = factsOf(record, 'answered').find(({ readAt = -Infinity }) => readAt > since)?.readAt ?? Infinity;
  const behind = record.truth.filter((other) => other !== post && other.at >= at && other.postedAt <= nextRead).length;
  return behind >= Math.min(...allPolicies(record.plan.traits).map(({ maxRememberedItems }) => maxRememberedItems));
};

const known = new WeakMap<LifeRecord, ReadonlyArray<Change>>();

/** Everything that should have been told and was not. Several checks ask for it. */
export const untold = (record: LifeRecord): ReadonlyArray<Change> => {
  const missing = known.get(record) ?? findUntold(record);
  known.set(record, missing);
  return missing;
};

const findUntold = (record: LifeRecord): ReadonlyArray<Change> => {
  const told = new Set<string>();
  for (const { event } of factsOf(record, 'event')) {
    told.add(keyOf(event) ?? '');
    // The end is told also where nobody knows by which record.
    if (event.type === 'chatEnded') told.add('chatEnded');
  }
  return changesOf(record).filter(
    ({ key }) => !told.has(key) && !(key.endsWith('|chatEnded') && told.has('chatEnded')),
  );
};

/** Complete: each persisted change is told, or a gap says that something may be missing where it stands. */
export const delivered: Check = (record) => {
  const gaps = factsOf(record, 'event').flatMap(({ event }) => (event.type === 'gap' ? [event] : []));
  return untold(record)
    .filter(({ post }) => !isCrowdedOut(record, post))
    .filter(({ places }) => !gaps.some((gap) => places.some((place) => covers(gap, place))))
    .map(
      ({ key, post }) => `${key} (posted at ${post.postedAt}, in its last state since ${post.since}) was never told`,
    );
};
