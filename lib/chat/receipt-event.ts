import type { Origin, ReceiptEvent } from './event.js';
import type { Item } from './item.js';
import type { Receipt } from './receipt.js';

/**
 * Tells how far one recipient has got with one message. A receipt that came embedded in its message happened when it
 * was given, not when the message was written.
 */
export const receiptEvent = (
  of: Item,
  messageId: string,
  receipt: Receipt,
  origin: Origin,
  contactId: string,
): ReceiptEvent => {
  const { recipientId, deliveredAt, readAt } = receipt;
  return {
    type: 'receipt',
    id: of.id,
    at: of.type === 'receipt' ? of.at : (readAt ?? deliveredAt ?? of.at),
    contactId: of.contactId ?? contactId,
    origin,
    messageId,
    recipientId,
    status: readAt === undefined ? 'delivered' : 'read',
    ...(deliveredAt !== undefined && { deliveredAt }),
    ...(readAt !== undefined && { readAt }),
  };
};
