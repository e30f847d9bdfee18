import { allPolicies } from '../plan/policies-of.js';
import type { Policies } from '../../../lib/engine/policies.js';
import { factsOf } from '../life-record.js';
import type { Check } from './check.js';

/** Rejected and unknown sends that a transcript goes on showing. */
const SETTLED_SENDS = 100;

/** A process that goes on with tighter limits begins with what the one before kept within its own. */
const loosest = (all: ReadonlyArray<Policies>) => {
  const most = (limit: (policies: Policies) => number): number => Math.max(...all.map(limit));
  return {
    maxHeldItems: most((policies) => policies.maxHeldItems),
    maxQueuedSends: most((policies) => policies.maxQueuedSends),
    maxRememberedItems: most((policies) => policies.maxRememberedItems),
    overlapItems: most((policies) => policies.overlapItems),
    pageSize: most((policies) => policies.pageSize),
    maxPages: most((policies) => policies.maxPages),
  };
};

/** What the engine keeps has limits, as far as it can be seen from outside. */
export const bounded: Check = (record) => {
  const { maxHeldItems, maxQueuedSends, maxRememberedItems, overlapItems, pageSize, maxPages } = loosest(
    allPolicies(record.plan.traits),
  );
  const failures: string[] = [];
  // A quarter more, before the oldest are forgotten; a reading knows the places before, those of a page, and the page tokens.
  const mostEntries = Math.max(1.25 * maxRememberedItems + 1, 2 * overlapItems + pageSize + 2, maxPages);
  if (record.largestCollection > mostEntries) failures.push(`${record.largestCollection} entries in a collection`);
  for (const { diagnostic, at } of factsOf(record, 'diagnostic')) {
    if (diagnostic.type === 'holdReleased' && diagnostic.heldItems > maxHeldItems + maxRememberedItems) {
      failures.push(`${diagnostic.heldItems} items held at ${at}`);
    }
  }
  for (const { checkpoint, at } of factsOf(record, 'checkpoint')) {
    const places = checkpoint.standing.places?.length ?? 0;
    if (places > overlapItems + 1 || checkpoint.told.length > 1.25 * maxRememberedItems + 1)
      failures.push(`the checkpoint at ${at} is too large`);
  }
  for (const { transcript, at } of factsOf(record, 'transcript')) {
    const pending =
      transcript.items.length -
      (transcript.items.findIndex(({ type }) => type === 'pending') + 1 || transcript.items.length + 1) +
      1;
    if (pending > maxQueuedSends + SETTLED_SENDS + 1 + record.truth.length)
      failures.push(`${pending} sends pending at ${at}`);
  }
  return failures;
};
