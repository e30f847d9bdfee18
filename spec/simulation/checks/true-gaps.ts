import type { GapReason } from '../../../lib/chat/event.js';
import { factsOf, type LifeRecord } from '../life-record.js';
import type { Check } from './check.js';
import { covers, untold } from './delivered.js';

const has = ({ injected }: LifeRecord, ...kinds: ReadonlyArray<string>): boolean =>
  kinds.some((kind) => injected.has(kind));

const TOKENS = ['nextTokenExpired', 'nextTokenRepeated', 'nextTokenEndless'] as const;

/** Whether a reader took the session offline at the very end, from inside its callback. */
const isAwayAtTheEnd = (record: LifeRecord): boolean =>
  factsOf(record, 'wanted').some(({ state, at }) => state === 'offline' && at >= (record.endedAt ?? Infinity));

/** Whether the record of the end was told. Where it was not, nobody knows what stood before it. */
const isEndTold = (record: LifeRecord): boolean =>
  factsOf(record, 'event').some(({ event }) => event.type === 'chatEnded' && event.id !== undefined);

/** Whether the life had anything in it that may make a gap of this kind true. */
const isPossible = (record: LifeRecord, reason: GapReason): boolean => {
  switch (reason) {
    case 'overlapNotFound':
      // A transcript that falls behind no longer shows what it showed before.
      return has(record, ...TOKENS, 'itemUnreadable', 'transcriptLags');
    case 'tooManyPages':
      return has(record, ...TOKENS);
    case 'unreadableItems':
      return has(record, 'itemUnreadable');
    case 'transcriptDenied':
      return (
        record.plan.ending === 'endedAway' ||
        has(record, 'admissionRefused', 'connectionDenied') ||
        !isEndTold(record) ||
        isAwayAtTheEnd(record)
      );
  }
};

/** Honest: a gap is announced only where something is missing, or where that cannot be known. */
export const trueGaps: Check = (record) => {
  const missing = untold(record);
  return factsOf(record, 'event').flatMap(({ event, at }) => {
    if (event.type !== 'gap' || isPossible(record, event.reason)) return [];
    const isTrue = missing.some(({ places }) => places.some((place) => covers(event, place)));
    return isTrue ? [] : [`a gap (${event.reason}) at ${at}, and nothing is missing there, nor could be`];
  });
};
