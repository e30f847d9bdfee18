import type { Position } from './event.js';

/** How much of a chat was known when a message was handed over to the service. Plain data. */
export interface HandOver {
  /** The greatest time of all items known, in ms since the epoch. What is older was posted before. */
  readonly latestAt: number;
  /** Items that were known and are not older: those of that very time, and own ones that are known by an answer. */
  readonly ids: ReadonlyArray<string>;
  /** Set where the chat had not been read to its end: there may have been items that nobody knew of. */
  readonly isPartial?: true;
}

/** Whether an item may have been posted after the hand-over. */
export const isAfter = ({ latestAt, ids }: HandOver, { at, id }: Position): boolean =>
  at >= latestAt && !ids.includes(id);
