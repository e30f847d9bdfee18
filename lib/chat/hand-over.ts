import type { Position } from './event.js';

/** How far a chat was known. Plain data. */
export interface Extent {
  /** The greatest time of all items known, in ms since the epoch. What is older was posted before. */
  readonly latestAt: number;
  /** Items that were known and are not older: those of that very time, and own ones that are known by an answer. */
  readonly ids: ReadonlyArray<string>;
}

/** How far the chat was known when a message was handed over to the service, and when it could not arrive any more. */
export interface HandOver extends Extent {
  /** Set where the chat had not been read to its end: there may have been items that nobody knew of. */
  readonly isPartial?: true;
  /** Set once it could hardly arrive any more: what came then is something else, or nobody knows. */
  readonly until?: Extent;
}

/** Whether an item may be what was handed over, by its place. */
export const mayHaveBecome = (handOver: HandOver, position: Position): boolean =>
  isBeyond(handOver, position) && (handOver.until === undefined || !isBeyond(handOver.until, position));

/** Whether it is not out of the question: processors delay, and give what they let pass the time of the request. */
export const mayYetHaveBecome = (handOver: HandOver, position: Position): boolean => isBeyond(handOver, position);

/** The hand-over of what has not become this item. */
export const without = (handOver: HandOver, { id }: Position): HandOver => ({
  ...handOver,
  ids: [...handOver.ids.filter((other) => other !== id), id],
});

/** The hand-over of what left behind an item, or not at all. */
export const behind = (handOver: HandOver, item: Position): HandOver =>
  item.at > handOver.latestAt ? { ...handOver, latestAt: item.at, ids: [item.id] } : without(handOver, item);

const isBeyond = ({ latestAt, ids }: Extent, { at, id }: Position): boolean => at >= latestAt && !ids.includes(id);
