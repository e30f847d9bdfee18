import type { ChatEvent, GapEvent } from '../../../lib/chat/event.js';
import type { LifeRecord } from '../life-record.js';
import { policiesOf } from '../plan/policies-of.js';
import type { Traits } from '../plan/traits.js';

type ItemEvent = Exclude<ChatEvent, GapEvent>;

/** The first event of an item. */
interface Telling {
  readonly event: ItemEvent;
  readonly id: string;
  readonly rank: number;
  /** Among the facts. */
  readonly index: number;
}

/**
 * Nobody can know the place of a message that is being streamed, where the service gives it one only when it is whole:
 * what is posted meanwhile stands before it.
 */
const isUnplaced = (event: ItemEvent, { streamStandsFirst }: Traits): boolean =>
  event.type === 'message' && event.streaming?.completed === false && !streamStandsFirst;

/** Whether an item was pushed to the session when it got its place, and so before what was pushed and stands behind. */
const wasPushedInPlace = (event: ItemEvent, states: ReadonlyArray<string>, traits: Traits): boolean => {
  if (event.origin !== 'live') return false;
  if (event.type === 'attachment') return event.attachments[0]?.status === states[0];
  if (event.type !== 'message' || event.streaming === undefined) return true;
  const { completed, chunks } = event.streaming;
  return traits.streamStandsFirst ? !completed && chunks === 1 : completed;
};

/**
 * Items of one time are told in the order of the service, as far as that was there to be known when the one that
 * stands behind was told: nobody can know of an item that has been neither pushed nor shown by a page, be it that the
 * transcript lags, and what has been told keeps its place. What the first reading shows, the history policy may leave
 * out: it is told where it is pushed all the same.
 *
 * @param rankOf the place of an item in the service's order; undefined where it has another time there.
 */
export const toldInOrder = (
  { facts, truth, plan: { traits } }: LifeRecord,
  rankOf: (id: string, at: number) => number | undefined,
): ReadonlyArray<string> => {
  const states = new Map(truth.map((post) => [post.id, post.states]));
  const shownAt = new Map<string, number>();
  const told = new Set<string>();
  const ties = new Map<number, Telling[]>();
  const failures: string[] = [];
  let isLeavingOut = false;
  facts.forEach((fact, index) => {
    if (fact.type === 'wanted' && fact.state === 'started') {
      shownAt.clear();
      isLeavingOut = policiesOf(traits, fact.process).history !== 'all';
    }
    if (fact.type === 'event') isLeavingOut = false;
    if (fact.type === 'answered' && !isLeavingOut) {
      for (const id of fact.shows ?? []) if (!shownAt.has(id)) shownAt.set(id, index);
    }
    if (fact.type !== 'event' || fact.event.type === 'gap' || fact.event.type === 'receipt') return;
    const { event } = fact;
    const { id = '', at } = event;
    const rank = rankOf(id, at);
    if (told.has(id)) return;
    told.add(id);
    if (rank === undefined || isUnplaced(event, traits)) return;
    const isPushed = wasPushedInPlace(event, states.get(id) ?? [], traits);
    const before = ties.get(at) ?? [];
    const behind = before.find(
      (other) =>
        rank < other.rank && ((isPushed && other.event.origin === 'live') || (shownAt.get(id) ?? index) < other.index),
    );
    if (behind !== undefined) failures.push(`${id} is told after ${behind.id}, at ${fact.at}`);
    ties.set(at, [...before, { event, id, rank, index }]);
  });
  return failures;
};
