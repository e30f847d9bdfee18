import type { ChatEvent, Position } from './event.js';
import { byTime } from './position.js';
import type { Ties } from './ties.js';

/** The place of an event in the order of the chat. A gap stands at the item that it follows. */
export const positionOf = (event: ChatEvent): Position | undefined =>
  event.type === 'gap' ? event.after : { at: event.at, id: event.id ?? '' };

/**
 * The events in the order of the chat: by time, within a millisecond as the transcript showed them, and those that it
 * has not shown as they came. A gap comes behind all of the time of the item that it follows, because it covers that
 * too; one that reaches back to the beginning comes before all.
 */
export const inOrder = (events: ReadonlyArray<ChatEvent>, ties: Pick<Ties, 'arrange'>): ChatEvent[] => {
  const sorted = [...events].sort(compareEvents);
  ties.arrange(sorted, (event) => (event.type === 'gap' ? undefined : positionOf(event)));
  return sorted;
};

const compareEvents = (a: ChatEvent, b: ChatEvent): number => {
  const [x, y] = [positionOf(a), positionOf(b)];
  if (x === undefined || y === undefined) return x === y ? 0 : x === undefined ? -1 : 1;
  return byTime(x, y) || Number(a.type === 'gap') - Number(b.type === 'gap');
};
