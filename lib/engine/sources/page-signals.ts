import type { GapReason, Position } from '../../chat/event.js';
import type { Item } from '../../chat/item.js';
import { comparePositions } from '../../chat/position.js';
import type { Signal } from '../signal.js';
import type { World } from '../world.js';
import type { Page } from './pages.js';

/** What a page tells: its items, and what of it could not be read. `frontier` says that nothing is missing before it. */
export const pageSignals = (
  { ports }: Pick<World, 'ports'>,
  { items, unreadable }: Page,
  frontier?: Position,
): ReadonlyArray<Signal> => {
  const page: Signal = { type: 'page', items, ...(frontier && { frontier }) };
  if (unreadable.length === 0) return [page];
  const at = ports.clock.now();
  return [
    ...unreadable.map(({ problems }): Signal => ({
      type: 'diagnostic',
      diagnostic: { type: 'unreadableItem', at, problems },
    })),
    gap('unreadableItems', oldest(items), newest(items)),
    page,
  ];
};

/** Says aloud that items may be missing between two places. */
export const gap = (reason: GapReason, after?: Position, before?: Position): Signal => ({
  type: 'gap',
  reason,
  ...(after && { after: place(after) }),
  ...(before && { before: place(before) }),
});

export const newest = (items: ReadonlyArray<Item>): Item | undefined => pick(items, 1);

export const oldest = (items: ReadonlyArray<Item>): Item | undefined => pick(items, -1);

const place = ({ id, at }: Position): Position => ({ id, at });

const pick = (items: ReadonlyArray<Item>, direction: 1 | -1): Item | undefined => {
  let picked = items[0];
  for (const item of items) if (picked && comparePositions(item, picked) * direction > 0) picked = item;
  return picked;
};
