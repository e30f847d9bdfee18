import type { Position } from '../../chat/event.js';
import { positionOf } from '../../chat/order.js';
import { comparePositions } from '../../chat/position.js';
import type { World } from '../world.js';

/**
 * The place before which nothing has been told to this session's readers: that of its first event, or where there is
 * none, the end of the transcript as it was last read. `undefined` in a chat without any item: whatever comes into
 * its current contact will be told.
 */
export const earliestTold = ({ ledger, standing }: Pick<World, 'ledger' | 'standing'>): Position | undefined => {
  let earliest: Position | undefined;
  for (const event of ledger.events()) {
    const position = positionOf(event);
    if (position && (!earliest || comparePositions(position, earliest) < 0)) earliest = position;
  }
  if (earliest !== undefined) return earliest;
  const last = standing().places?.at(-1);
  // Just behind it: it has not been told itself.
  return last && { at: last.at + 1, id: '' };
};
