import * as t from 'io-ts';
import type { Receipt } from '../chat/receipt.js';
import { boundedList } from './bounded-list.js';
import { INSTANT } from './instant.js';
import { readOptionalInstant } from './read-optional-instant.js';
import type { Draft } from './item-place.js';
import { nullable } from './nullable.js';
import { textOf } from './text.js';

const isBlank = (u: unknown): u is string => u === '';

/** An instant, or empty text for none. */
export const OPTIONAL_INSTANT = nullable(
  new t.Type<string>(
    INSTANT.name,
    (u): u is string => isBlank(u) || INSTANT.is(u),
    (u, context) => (isBlank(u) ? t.success(u) : INSTANT.validate(u, context)),
    t.identity,
  ),
);

const RECEIPT = t.partial(
  {
    RecipientParticipantId: nullable(t.string),
    DeliveredTimestamp: OPTIONAL_INSTANT,
    ReadTimestamp: OPTIONAL_INSTANT,
  },
  'receipt',
);

/** A chat has six participants at most. */
export const MAX_RECEIPTS = 100;

/** The receipts of one message, as the service writes them. */
export const RECEIPTS = boundedList(RECEIPT, MAX_RECEIPTS, `list of at most ${MAX_RECEIPTS} receipts`);

const NONE: ReadonlyArray<Receipt> = [];

/**
 * Reads receipts. One that names nobody, or says neither delivered nor read, says nothing and is left out. Reading
 * implies delivery: a missing delivery time is the reading time.
 */
export const readReceipts = (wire: t.TypeOf<typeof RECEIPTS> | null | undefined): ReadonlyArray<Receipt> => {
  if (wire === null || wire === undefined || wire.length === 0) return NONE;
  return wire.flatMap((receipt) => {
    const recipientId = textOf(receipt.RecipientParticipantId);
    const readAt = readOptionalInstant(receipt.ReadTimestamp);
    const deliveredAt = readOptionalInstant(receipt.DeliveredTimestamp) ?? readAt;
    if (recipientId === undefined || deliveredAt === undefined) return [];
    const read: Draft<Receipt> = { recipientId, deliveredAt };
    if (readAt !== undefined) read.readAt = readAt;
    return [read];
  });
};
