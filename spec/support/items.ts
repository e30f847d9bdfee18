import fc from 'fast-check';
import type { AttachmentItem, Item, MessageItem, NoticeItem, ReceiptItem } from '../../lib/chat/item.js';

/** A plain text message of a fixed contact. */
export const message = (id: string, at: number, content = `text of ${id}`): MessageItem => ({
  type: 'message',
  id,
  at,
  contactId: 'contact',
  participant: { id: 'agent', role: 'AGENT', displayName: 'Ana' },
  contentType: 'text/plain',
  content,
  receipts: [],
});

/** One chunk of a streamed message. */
export const chunk = (id: string, at: number, number: number, content: string, completed = false): MessageItem => ({
  ...message(id, at, content),
  chunk: { number, completed },
});

export const attachment = (id: string, at: number, status: string): AttachmentItem => ({
  type: 'attachment',
  id,
  at,
  contactId: 'contact',
  attachments: [{ attachmentId: `file of ${id}`, name: 'invoice.pdf', status }],
});

/** News of a receipt. A read one carries both times. */
export const receipt = (messageId: string, at: number, read: boolean): ReceiptItem => ({
  type: 'receipt',
  id: `receipt of ${messageId} at ${at}`,
  at,
  messageId,
  receipts: [{ recipientId: 'customer', deliveredAt: read ? at - 1 : at, ...(read && { readAt: at }) }],
});

export const notice = (id: string, at: number, type: 'participantJoined' | 'chatEnded' | 'typing'): NoticeItem => ({
  type: 'notice',
  id,
  at,
  contactId: 'contact',
  participant: { id: 'agent', role: 'AGENT', displayName: 'Ana' },
  notice: { type },
});

/** Everything the service may say of one item over time, as arrivals in any order and number. */
const history = (id: string, at: number): fc.Arbitrary<ReadonlyArray<Item>> =>
  fc.oneof(
    fc.constant([message(id, at)]),
    fc.constant([notice(id, at, 'participantJoined')]),
    fc
      .constantFrom('APPROVED', 'REJECTED')
      .map((last) => [attachment(id, at, 'IN_PROGRESS'), attachment(id, at, last)]),
    fc
      .array(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 })
      .map((parts) => [
        ...parts.map((part, index) => chunk(id, at, index + 1, part)),
        chunk(id, at, parts.length + 1, parts.join(''), true),
      ]),
    fc.constant([message(id, at), receipt(id, at + 1, false), receipt(id, at + 2, true)]),
  );

const NAMES = ['item-0', 'item-1', 'item-2', 'item-3', 'item-4', 'item-5'];

/** A chat: what the service says of several items, item by item; some within one millisecond, in no order of their ids. */
export const chat: fc.Arbitrary<ReadonlyArray<ReadonlyArray<Item>>> = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: NAMES.length }),
    fc.shuffledSubarray(NAMES, { minLength: NAMES.length }),
  )
  .chain(([times, names]) => fc.tuple(...times.map((at, index) => history(names[index] ?? '', 1_000 + at))));

/** Any interleaving of some of the arrivals, with repetitions. */
export const shuffled = (items: ReadonlyArray<Item>): fc.Arbitrary<ReadonlyArray<Item>> =>
  fc
    .tuple(
      fc.shuffledSubarray([...items], { minLength: items.length }),
      fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 6 }),
    )
    .map(([all, copies]) => {
      const result = [...all];
      for (const [from, to] of copies) {
        const copy = all[from % all.length];
        if (copy !== undefined) result.splice(to % (result.length + 1), 0, copy);
      }
      return result;
    });
