import type { Receipt } from './receipt.js';

/** A chat has six participants at most; who names more recipients of one message is not believed for ever. */
const MAX_RECIPIENTS = 100;

/** What is known of one message's receipts, one per recipient. */
export type Receipts = ReadonlyArray<Receipt>;

/** How far a receipt has got: 0 not at all, 1 delivered, 2 read. It only rises. */
export const progress = (receipt: Receipt | undefined): 0 | 1 | 2 =>
  receipt === undefined ? 0 : receipt.readAt !== undefined ? 2 : receipt.deliveredAt !== undefined ? 1 : 0;

/** Two receipts of one recipient in one; the earliest word on each step stands. */
export const joinReceipt = (a: Receipt | undefined, b: Receipt): Receipt => {
  if (a === undefined) return b;
  const deliveredAt = earliest(a.deliveredAt, b.deliveredAt);
  const readAt = earliest(a.readAt, b.readAt);
  return {
    recipientId: b.recipientId,
    ...(deliveredAt !== undefined && { deliveredAt }),
    ...(readAt !== undefined && { readAt }),
  };
};

const earliest = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;

/** The receipt of one recipient, if there is one. */
export const receiptOf = (receipts: Receipts | undefined, recipientId: string): Receipt | undefined =>
  receipts?.find((receipt) => receipt.recipientId === recipientId);

/** `receipts` with `receipt` joined in. */
export const addReceipt = (receipts: Receipts = [], receipt: Receipt): Receipts => [
  ...receipts.filter(({ recipientId }) => recipientId !== receipt.recipientId).slice(1 - MAX_RECIPIENTS),
  joinReceipt(receiptOf(receipts, receipt.recipientId), receipt),
];
