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
  /** When it was posted, in ms since the epoch. Absent where only its receipts were heard of. */
  readonly at?: number;
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
  const at = known === undefined ? recalled?.at : isGone ? undefined : known.item.at;
  const mark: Mark = {
    id,
    state: furthest(known === undefined ? '' : stateOf(known), recalled?.state),
    receipts,
    ...(at !== undefined && { at }),
  };
  // What an earlier session told, nobody knows when, and nothing has shown again yet, may still come.
  const isAnyTime = recalled !== undefined && recalled.state !== '' && at === undefined;
  return { mark, latestAt: isAnyTime ? Infinity : Math.max(at ?? -Infinity, ...receipts.map(givenAt)) };
};

const furthest = (a: string, b = ''): string => (a > b ? a : b);

/** When a receipt was last heard of. */
const givenAt = ({ deliveredAt = -Infinity, readAt = -Infinity }: Receipt): number => Math.max(deliveredAt, readAt);
