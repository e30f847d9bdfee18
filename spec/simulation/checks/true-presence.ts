import { factsOf, type LifeRecord } from '../life-record.js';
import type { Post } from '../service/post.js';
import type { Check } from './check.js';
import { HIDES_PAGES } from './ties-in-order.js';

const idOf = ({ fields: { ParticipantId: id } }: Post): string => (typeof id === 'string' ? id : '');

/** What a post says of its author: there, gone, or nothing. The voice of the flow is nobody. */
const isHere = ({ fields, states }: Post): boolean | undefined => {
  if (fields.ParticipantRole === 'SYSTEM') return undefined;
  if (fields.Type !== 'EVENT' || states.includes('participantJoined')) return true;
  return states.includes('participantLeft') ? false : undefined;
};

const PASSING: ReadonlySet<string> = new Set(['typing', 'participantIdle', 'participantReturned']);

/** Whether something that no transcript keeps was told of its author, there or behind it. */
const isOutdated = (record: LifeRecord, post: Post): boolean =>
  factsOf(record, 'event').some(
    ({ event }) =>
      PASSING.has(event.type) && 'participant' in event && event.participant.id === idOf(post) && event.at >= post.at,
  );

/** Before the service closes a chat those are there whose last word says so, where that was told and its order shown. */
export const truePresence: Check = (record) => {
  const over = factsOf(record, 'over').at(-1)?.at ?? -Infinity;
  const last = factsOf(record, 'participants').findLast(({ at }) => at <= over);
  const isLive = factsOf(record, 'status').findLast(({ at }) => at <= over)?.status.type === 'live';
  if (last === undefined || !isLive || [...HIDES_PAGES].some((kind) => record.injected.has(kind))) return [];
  const told = new Set(factsOf(record, 'event').map(({ event }) => ('id' in event ? event.id : undefined)));
  const { transcriptLagMs, slowTranscriptMs } = record.plan.traits;
  const readAt = Math.max(...factsOf(record, 'answered').map((fact) => (fact.at <= over ? (fact.readAt ?? 0) : 0)));
  const words = record.truth.filter((post) => post.postedAt <= over && isHere(post) !== undefined);
  return [...new Map(words.map((post) => [idOf(post), post])).values()]
    .filter(({ id, postedAt }) => told.has(id) && postedAt + Math.max(transcriptLagMs, slowTranscriptMs) <= readAt)
    .filter((post) => last.ids.includes(idOf(post)) !== isHere(post) && !isOutdated(record, post))
    .map((post) => `${idOf(post)} is ${isHere(post) ? 'there and not shown' : 'gone and shown'}`);
};
