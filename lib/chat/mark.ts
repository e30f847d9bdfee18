import { stateOf, type Known } from './known.js';
import { isEphemeral } from './notice.js';
import type { Receipt } from './receipt.js';
import type { Receipts } from './receipts.js';

/** What remains of an item whose telling was another session's: enough to know whether it says anything new. */
export interface Mark {
  readonly id: string;
  /** Its state, such as how many chunks or which scan results had been told. */
  readonly state: string;
  readonly receipts: Receipts;
}

/** A mark, and the time of the latest that it tells of: a reading that begins later does not show it. */
export interface Marked {
  readonly mark: Mark;
  readonly latestAt: number;
}

/** Marks what is known of an item. */
export const markOf = (
  id: string,
  known: Known | undefined,
  receipts: Receipts = [],
  recalled: Mark | undefined,
): Marked => {
  const isGone = known?.type === 'notice' && isEphemeral(known.item.notice.type);
  const itemAt = known === undefined || isGone ? -Infinity : known.item.at;
  return {
    mark: { id, state: furthest(known === undefined ? '' : stateOf(known), recalled?.state), receipts },
    // What an earlier session told and nothing has shown again yet may still come.
    latestAt: recalled === undefined ? Math.max(itemAt, ...receipts.map(givenAt)) : Infinity,
  };
};

const furthest = (a: string, b = ''): string => (a > b ? a : b);

/** When a receipt was last heard of. */
const givenAt = ({ deliveredAt = -Infinity, readAt = -Infinity }: Receipt): number => Math.max(deliveredAt, readAt);
