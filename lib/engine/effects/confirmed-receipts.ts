import { implies, type PlannedReceipt, type ReceiptKind, type ReceiptMark } from './receipt-mark.js';
import type { Ledger } from '../../chat/ledger.js';

/** How many messages of each kind are remembered, for those whose place in the chat is not known. */
const REMEMBERED = 1_000;

/** What the service has been told of. */
export interface ConfirmedReceipts {
  readonly has: (mark: ReceiptMark) => boolean;
  readonly add: (receipt: PlannedReceipt) => void;
}

/**
 * Creates an empty memory of receipts. The newest of each kind stands for all before it; besides, the last 1,000
 * messages of each kind are remembered by their ids.
 */
export const createConfirmedReceipts = (ledger: Pick<Ledger, 'at'>): ConfirmedReceipts => {
  const newest = new Map<ReceiptKind, ReceiptMark>();
  const ids: Readonly<Record<ReceiptKind, Set<string>>> = { delivered: new Set(), read: new Set() };

  const remember = (known: Set<string>, id: string): void => {
    known.add(id);
    const [oldest] = known;
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
  };

  return {
    has: (mark) =>
      ids.read.has(mark.id) ||
      (mark.kind === 'delivered' && ids.delivered.has(mark.id)) ||
      [...newest.values()].some((other) => implies(ledger, other, mark)),
    add: ({ mark, grants }) => {
      const before = newest.get(mark.kind);
      if (before === undefined || !implies(ledger, before, mark)) newest.set(mark.kind, mark);
      for (const { kind, id } of grants) remember(ids[kind], id);
    },
  };
};
