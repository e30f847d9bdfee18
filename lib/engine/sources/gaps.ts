import type { GapReason, Position } from '../../chat/event.js';
import { oddItem } from '../odd-item.js';
import type { Signal } from '../signal.js';
import type { World } from '../world.js';
import type { Page } from './pages.js';

/** What of a page in ascending order could not be read, and where it may be missing; and what was odd in it. */
export const unreadableSignals = (
  world: Pick<World, 'ports' | 'ledger'>,
  { items, unreadable }: Pick<Page, 'items' | 'unreadable'>,
): ReadonlyArray<Signal> => [
  ...items.flatMap((item): ReadonlyArray<Signal> => {
    const diagnostic = oddItem(world, item);
    return diagnostic === undefined ? [] : [{ type: 'diagnostic', diagnostic }];
  }),
  ...unreadable.map(({ problems }): Signal => ({
    type: 'diagnostic',
    diagnostic: { type: 'unreadableItem', at: world.ports.clock.now(), problems },
  })),
  ...[...new Set(unreadable.map(({ index }) => index))].map((index) =>
    gap('unreadableItems', items[index - 1], items[index]),
  ),
];

/** Says aloud that items may be missing between two places. */
export const gap = (reason: GapReason, after?: Position, before?: Position): Signal => ({
  type: 'gap',
  reason,
  ...(after && { after: place(after) }),
  ...(before && { before: place(before) }),
});

const place = ({ id, at }: Position): Position => ({ id, at });
