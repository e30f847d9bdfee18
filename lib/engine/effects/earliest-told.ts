import type { Position } from '../../chat/event.js';
import { isEphemeral } from '../../chat/notice.js';
import { positionOf } from '../../chat/order.js';
import type { World } from '../world.js';

/**
 * The place before which nothing is shown to this session's readers: that of the first item of its transcript, or where
 * there is none, the end of the service's transcript as it was last read. `undefined` in a chat without any item:
 * whatever comes into its current contact will be told.
 */
export const earliestTold = ({
  ledger,
  standing,
  policies,
}: Pick<World, 'ledger' | 'standing' | 'policies'>): Position | undefined => {
  // In the order of the chat. Gaps are no items, and may reach back further; others are in no page.
  const first = ledger.events().find(({ type }) => type !== 'gap' && type !== 'receipt' && !isEphemeral(type));
  const { since } = ledger.memory();
  // The transcript is on its way back to there, or was there once; unless that is more than can be remembered.
  const isWhole = ledger.size() < policies.maxRememberedItems && policies.restore === 'all';
  const position = first && positionOf(first);
  if (isWhole && since !== undefined && (position === undefined || since < position.at)) return { at: since, id: '' };
  if (position !== undefined) return position;
  const last = standing().places?.at(-1);
  // Just behind it: it has not been told itself.
  return last && { at: last.at + 1, id: '' };
};
