import type { Position } from '../../chat/event.js';
import type { Item } from '../../chat/item.js';
import { byTime } from '../../chat/position.js';
import { isSame } from '../../chat/same.js';
import type { Policies } from '../policies.js';

/** How many of the newest places are kept at the least, so that one is there to be found. */
const FEWEST = 10;

/**
 * Where the next reading of the transcript starts, and the items by which it knows that nothing is missing before
 * it: the last ones seen there, oldest first.
 *
 * The same list where nothing changed. The first lies more than `overlapMs` and `overlapItems` behind the newest, because an item may show in the
 * transcript after a younger one, and a message may be read long after it was posted. It is never the newest itself,
 * unless there is only one: whether the service includes the item that it is asked to start from is not documented,
 * so another must be there to be found.
 */
export const nextPlaces = (
  places: ReadonlyArray<Position> = [],
  items: ReadonlyArray<Item>,
  { overlapMs, overlapItems }: Pick<Policies, 'overlapMs' | 'overlapItems'>,
): ReadonlyArray<Position> => {
  if (items.length === 0) return places;
  const seen = new Map<string, Position>();
  for (const { id, at } of [...places, ...items]) {
    // Within a millisecond they stand as the last page showed them.
    seen.delete(id);
    seen.set(id, { id, at });
  }
  const all = [...seen.values()].sort(byTime);
  const newest = all[all.length - 1];
  if (newest === undefined) return places;
  const inWindow = all.findIndex(({ at }) => at >= newest.at - overlapMs);
  const start = beforeTie(all, Math.max(0, Math.min(inWindow - 1, all.length - 2 - overlapItems)));
  const first = all[start];
  const rest = all.slice(Math.max(start + 1, all.length - Math.max(FEWEST, overlapItems)));
  const next = first === undefined ? rest : [first, ...rest];
  return isSame(next, places) ? places : next;
};

/** Items of one millisecond stand in an order that only the service knows: the start is not one of several. */
const beforeTie = (all: ReadonlyArray<Position>, index: number): number => {
  let start = index;
  while (start > 0 && all[start]?.at === all[start + 1]?.at) start -= 1;
  return start;
};
