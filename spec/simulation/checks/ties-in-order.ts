import { factsOf, type LifeRecord } from '../life-record.js';
import type { Post } from '../service/post.js';
import { HOLDS_FRAMES } from './changes.js';
import type { Check } from './check.js';
import { toldInOrder } from './told-in-order.js';

/** What could not be read as it was pushed comes with a reading, after what was pushed beside it. */
const LOSES_FRAMES: ReadonlySet<string> = new Set([...HOLDS_FRAMES, 'frameGarbled', 'frameOversized']);

/** With these there may be no page at all that shows what stands beside what. */
export const HIDES_PAGES: ReadonlySet<string> = new Set([
  'nextTokenExpired',
  'nextTokenRepeated',
  'nextTokenEndless',
  'itemUnreadable',
]);

const hasAny = ({ injected }: LifeRecord, kinds: ReadonlySet<string>): boolean =>
  [...injected.keys()].some((kind) => kinds.has(kind));

/** Whether frames come as they were pushed, and nothing has to give way: else items of one time may be told in any order. */
const isOrderly = (record: LifeRecord): boolean =>
  !hasAny(record, LOSES_FRAMES) &&
  !hasAny(record, HIDES_PAGES) &&
  !factsOf(record, 'diagnostic').some(({ diagnostic }) => diagnostic.type === 'holdReleased');

/** The last transcript shows items of one time as the service's does, where that has been read since. */
const shownInOrder = (
  record: LifeRecord,
  rankOf: (id: string, at: number) => number | undefined,
): ReadonlyArray<string> => {
  const last = factsOf(record, 'transcript').at(-1);
  if (last === undefined || hasAny(record, HIDES_PAGES)) return [];
  const { transcriptLagMs, slowTranscriptMs } = record.plan.traits;
  const lagMs = Math.max(transcriptLagMs, slowTranscriptMs);
  const readAt = factsOf(record, 'answered')
    .filter(({ process }) => process === last.process)
    .reduce((latest, fact) => Math.max(latest, fact.readAt ?? -Infinity), -Infinity);
  const posts = new Map(record.truth.map((post) => [post.id, post]));
  const isRead = (post: Post | undefined): boolean => post !== undefined && post.postedAt + lagMs <= readAt;
  const failures: string[] = [];
  let before: { readonly at: number; readonly id: string } | undefined;
  for (const item of last.transcript.items) {
    if (item.type === 'pending' || item.id === undefined) continue;
    const [rank, rankBefore] = [rankOf(item.id, item.at), before && rankOf(before.id, before.at)];
    const isTie = before?.at === item.at && isRead(posts.get(item.id)) && isRead(posts.get(before.id));
    if (isTie && before && rank !== undefined && rankBefore !== undefined && rank < rankBefore) {
      failures.push(`the transcript shows ${before.id} before ${item.id}, and the service the other way round`);
    }
    before = { at: item.at, id: item.id };
  }
  return failures;
};

/** Among equal times the order is the service's own: as its pages show it, or else as it came. */
export const tiesInOrder: Check = (record) => {
  const ranks = new Map(record.truth.map(({ id, at }, rank) => [id, { at, rank }]));
  const rankOf = (id: string, at: number): number | undefined => {
    const known = ranks.get(id);
    return known?.at === at ? known.rank : undefined;
  };
  return [...(isOrderly(record) ? toldInOrder(record, rankOf) : []), ...shownInOrder(record, rankOf)];
};
