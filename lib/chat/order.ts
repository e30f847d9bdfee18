import type { ChatEvent, Position } from './event.js';
import { comparePositions } from './position.js';

/** The place of an event in the order of the chat: by time, then by id. A gap stands at the item that it follows. */
export const positionOf = (event: ChatEvent): Position | undefined =>
  event.type === 'gap' ? event.after : { at: event.at, id: event.id ?? '' };

/** By place; a gap that reaches back to the beginning comes before all. */
export const compareEvents = (a: ChatEvent, b: ChatEvent): number => {
  const [x, y] = [positionOf(a), positionOf(b)];
  if (x === undefined || y === undefined) return x === y ? 0 : x === undefined ? -1 : 1;
  return comparePositions(x, y);
};
