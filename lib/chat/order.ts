import type { ChatEvent, Position } from './event.js';
import type { Ties } from './ties.js';

/** The place of an event in the order of the chat. A gap stands at the item that it follows. */
export const positionOf = (event: ChatEvent): Position | undefined =>
  event.type === 'gap' ? event.after : { at: event.at, id: event.id ?? '' };

/**
 * The events in the order of the chat: by time, within a millisecond as the transcript showed them, and those that it
 * has not shown as they came. A gap comes behind all of the time of the item that it follows, because it covers that
 * too; one that reaches back to the beginning comes before all. States of one item stay in the order in which they
 * came, though the service gives them other times: a streamed message would shrink.
 */
export const inOrder = (events: ReadonlyArray<ChatEvent>, ties: Pick<Ties, 'arrange'>): ChatEvent[] => {
  const sorted = risen(events)
    .sort(compareEvents)
    .map(({ event }) => event);
  ties.arrange(sorted, (event) => (event.type === 'gap' ? undefined : positionOf(event)));
  return sorted;
};

interface Placed {
  readonly event: ChatEvent;
  readonly at: number | undefined;
}

/** Each event with the time by which it is placed: that of the states of its item before it, where that is greater. */
const risen = (events: ReadonlyArray<ChatEvent>): Placed[] => {
  const latest = new Map<string, number>();
  return events.map((event) => {
    const at = positionOf(event)?.at;
    if (at === undefined || event.type !== 'message') return { event, at };
    const highest = Math.max(at, latest.get(event.id) ?? at);
    latest.set(event.id, highest);
    return { event, at: highest };
  });
};

const compareEvents = (a: Placed, b: Placed): number => {
  if (a.at === undefined || b.at === undefined) return a.at === b.at ? 0 : a.at === undefined ? -1 : 1;
  return a.at - b.at || Number(a.event.type === 'gap') - Number(b.event.type === 'gap');
};
