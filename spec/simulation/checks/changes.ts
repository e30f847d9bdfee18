import type { Position } from '../../../lib/chat/event.js';
import type { HistoryPolicy } from '../../../lib/engine/policies.js';
import { EPOCH } from '../epoch.js';
import { factsOf, type LifeRecord } from '../life-record.js';
import { allPolicies, policiesOf } from '../plan/policies-of.js';
import type { Traits } from '../plan/traits.js';
import { secret } from '../secret.js';
import type { Post } from '../service/post.js';
import { receiptKey } from './key-of.js';

/** Something that has to be told. */
export interface Change {
  readonly key: string;
  readonly post: Post;
  /** Where it stands: a gap around one of these announces its loss. */
  readonly places: ReadonlyArray<Position>;
}

/** No fault lasts longer. */
const LONGEST_FAULT_MS = 600_000;

/** How far the transcript may be behind when it is read for the last time. */
const LAG_MS = 10_000;

/**
 * When the session ended before its chat did: up to when it can have known what was posted. Infinity where it did not.
 */
const knownUntil = (record: LifeRecord): number => {
  const statuses = factsOf(record, 'status');
  const last = statuses[statuses.length - 1];
  if (last?.status.type === 'failed') return -Infinity;
  if (last?.status.type !== 'ended' || (record.endedAt !== undefined && record.endedAt <= last.at)) return Infinity;
  const reads = factsOf(record, 'answered').filter(({ readAt, at }) => readAt !== undefined && at <= last.at);
  return (reads[reads.length - 1]?.readAt ?? -Infinity) - LAG_MS;
};

/**
 * How much of the past is asked for, by the process that first read the transcript; and without history, since when.
 * Up to then nobody can tell what is history.
 */
const historyOf = (record: LifeRecord): { readonly policy: HistoryPolicy; readonly begin: number } => {
  const first = factsOf(record, 'checkpoint').find(({ checkpoint }) => checkpoint.standing.places !== undefined);
  return { policy: policiesOf(record.plan.traits, first?.process ?? 1).history, begin: first?.at ?? Infinity };
};

/** What keeps a frame from coming, or from coming in time. */
export const HOLDS_FRAMES: ReadonlySet<string> = new Set([
  'frameLost',
  'frameDelayed',
  'frameReordered',
  'receiptFirst',
  'chunkLost',
  'chunkReordered',
  'messageAnswerLost',
]);

/**
 * When the chat ends behind the session's back and its transcript is closed, what was lost or held up on a socket that
 * lives, and that no audit has found yet, leaves no trace by which anybody could know of it. Frames are lost as long
 * after they were posted as pushes lag.
 */
const unknowableSince = (record: LifeRecord): number => {
  const { plan, endedAt = Infinity } = record;
  const { transcriptLagMs, slowTranscriptMs } = plan.traits;
  const lagMs = record.injected.has('transcriptLags') ? Math.max(transcriptLagMs, slowTranscriptMs) : transcriptLagMs;
  const isRead = factsOf(record, 'answered').some(({ readAt = -Infinity }) => readAt >= endedAt + lagMs);
  if (plan.ending !== 'endedAway' || isRead) return Infinity;
  const { pushLagMs, policies } = plan.traits;
  const auditedAt = endedAt - 2 * (policies.auditMs ?? 0);
  const struck = factsOf(record, 'fault').find(
    ({ kind, at }) => HOLDS_FRAMES.has(kind) && at + LONGEST_FAULT_MS > auditedAt,
  );
  return struck === undefined ? Infinity : struck.at - pushLagMs;
};

/**
 * Whether a page showed a message before it was whole, and as if it were, with the very text that it has now: then it
 * belongs to the history that was there.
 */
const wasShownWhole = ({ plan: { traits } }: LifeRecord, { id, at, content }: Post, begin: number): boolean =>
  traits.showsHalves === 'bare' && at <= EPOCH + begin && content === `${secret('chunk', `${id}-1`)} `;

const stateOf = ({ states, content = '' }: Post): string => {
  const state = states[states.length - 1] ?? '';
  return state === 'whole' ? `whole ${content.length}` : state;
};

const stateChange = (post: Post): Change => ({
  key: `${post.id}|${stateOf(post)}`,
  post,
  places: [post, { at: EPOCH + post.since, id: post.id }],
});

/**
 * A reading begins so many items behind the newest that the one before saw. A receipt of an older message, given
 * while no socket was there, is in no page that is read again; the guarantee does not reach so far.
 */
const isSeenAgain = (traits: Traits, truth: ReadonlyArray<Post>, { at }: Post, givenAt: number): boolean => {
  const overlapItems = Math.min(...allPolicies(traits).map((policies) => policies.overlapItems));
  return truth.filter((other) => other.at >= at && other.postedAt <= givenAt).length < overlapItems - 5;
};

const receiptChanges = (post: Post, isKnowable: (since: number) => boolean): ReadonlyArray<Change> =>
  post.receipts
    .filter(({ since }) => isKnowable(since))
    .map(({ recipientId, readAt, since }) => ({
      key: receiptKey(post.id, recipientId, readAt === undefined ? 'delivered' : 'read'),
      post,
      places: [post, { at: EPOCH + since, id: post.id }],
    }));

/** All that the session has to tell: the last state of each record since the history start, and its receipts. */
export const changesOf = (record: LifeRecord): ReadonlyArray<Change> => {
  const until = knownUntil(record);
  const history = historyOf(record);
  const unknowable = unknowableSince(record);
  const isKnowable = (since: number): boolean => since <= until && since < unknowable;
  return record.truth
    .filter(({ since }) => isKnowable(since))
    .filter(
      (post) =>
        history.policy === 'all' || (post.postedAt > history.begin && !wasShownWhole(record, post, history.begin)),
    )
    .flatMap((post) => [
      stateChange(post),
      ...receiptChanges(post, (at) => isKnowable(at) && isSeenAgain(record.plan.traits, record.truth, post, at)),
    ]);
};
