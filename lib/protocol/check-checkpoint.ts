import * as t from 'io-ts';
import { InvalidArgumentError } from '../chat/errors.js';

const POSITION = t.type({ at: t.number, id: t.string });

const RECEIPT = t.intersection([
  t.type({ recipientId: t.string }),
  t.partial({ deliveredAt: t.number, readAt: t.number }),
]);

const STANDING = t.intersection([
  t.type({ accepted: t.boolean }),
  t.partial({
    connection: t.type({ number: t.number, url: t.string, refreshAt: t.number }),
    credentials: t.intersection([t.type({ connectionToken: t.string }), t.partial({ renewAt: t.number })]),
    places: t.array(POSITION),
  }),
]);

const CHECKPOINT = t.type(
  {
    version: t.literal(1),
    contactId: t.string,
    standing: STANDING,
    unsent: t.array(
      t.type({ clientToken: t.string, contentType: t.string, content: t.string, mayHaveArrived: t.boolean }),
    ),
    told: t.array(t.type({ id: t.string, state: t.string, receipts: t.array(RECEIPT) })),
  },
  'Checkpoint',
);

/**
 * Checks what a session is to go on from. Throws an `InvalidArgumentError` unless it is a checkpoint of this version
 * and of this contact: one that was cut short or is another's would lose items in silence.
 */
export const checkCheckpoint = (checkpoint: unknown, contactId: string): void => {
  if (!CHECKPOINT.is(checkpoint)) throw new InvalidArgumentError('resumeFrom', 'is not a checkpoint of version 1');
  if (checkpoint.contactId !== contactId) throw new InvalidArgumentError('resumeFrom', 'is of another contact');
};
