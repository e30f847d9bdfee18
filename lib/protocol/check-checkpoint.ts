import * as t from 'io-ts';
import { InvalidArgumentError } from '../chat/errors.js';
import { boundedList } from './bounded-list.js';
import { BEARER } from './header-value.js';

/** Far more than a session keeps of each. */
const MAX_TOLD = 1_000_000;
const MAX_UNSENT = 10_000;
const MAX_PLACES = 1_000;
const MAX_KNOWN = 10_000;
const MAX_RECIPIENTS = 1_000;
const MAX_MEMBERS = 10_000;
const MAX_GAPS = 1_000;
const MAX_CONTACTS = 1_000;

const listOf = <A>(entry: t.Type<A>, max: number): t.Type<ReadonlyArray<A>> => boundedList(entry, max, 'list');

const POSITION = t.type({ at: t.number, id: t.string });

const RECEIPT = t.intersection([
  t.type({ recipientId: t.string }),
  t.partial({ deliveredAt: t.number, readAt: t.number }),
]);

const MARK = t.intersection([
  t.type({ id: t.string, state: t.string, receipts: listOf(RECEIPT, MAX_RECIPIENTS) }),
  t.partial({ at: t.number }),
]);

const SAYS = t.union([t.literal('here'), t.literal('idle'), t.literal('gone')]);
const LAST_WORD = t.intersection([t.type({ at: t.number, says: SAYS }), t.partial({ id: t.string })]);
const FACT = t.type({ at: t.number, is: t.string });

const PARTICIPANTS = t.intersection([
  t.type({
    members: listOf(
      t.intersection([
        t.type({ id: t.string }),
        t.partial({ last: LAST_WORD, cameAt: t.number, role: FACT, displayName: FACT }),
      ]),
      MAX_MEMBERS,
    ),
  }),
  t.partial({ endedAt: t.number, forgottenAt: t.number }),
]);

const GAP = t.intersection([
  t.type({
    reason: t.union([
      t.literal('overlapNotFound'),
      t.literal('tooManyPages'),
      t.literal('transcriptDenied'),
      t.literal('unreadableItems'),
    ]),
  }),
  t.partial({ after: POSITION, before: POSITION }),
]);

const STANDING = t.intersection([
  t.type({ accepted: t.boolean }),
  t.partial({
    connection: t.intersection([
      t.type({ number: t.number, url: t.string, refreshAt: t.number }),
      t.partial({ obtainedAt: t.number }),
    ]),
    deniedToken: t.string,
    left: t.literal(true),
    closing: t.union([t.literal('ended'), t.literal('disconnected')]),
    credentials: t.intersection([t.type({ connectionToken: BEARER }), t.partial({ renewAt: t.number })]),
    places: listOf(POSITION, MAX_PLACES),
  }),
]);

const EXTENT = t.type({ latestAt: t.number, ids: listOf(t.string, MAX_KNOWN) });

const UNSENT = t.intersection([
  t.type({ clientToken: t.string, contentType: t.string, content: t.string, mayHaveArrived: t.boolean }),
  t.partial({
    postedAt: t.number,
    handOver: t.intersection([EXTENT, t.partial({ isPartial: t.literal(true), until: EXTENT })]),
    echo: POSITION,
  }),
]);

const UNDELIVERED = t.intersection([
  UNSENT,
  t.type({ at: t.number }),
  t.partial({ processing: t.union([t.literal('processing'), t.literal('failed'), t.literal('rejected')]) }),
  t.union([
    t.type({ status: t.union([t.literal('rejected'), t.literal('unknown')]) }),
    t.type({ status: t.literal('sent'), echo: POSITION }),
  ]),
]);

const LINK = t.intersection([t.type({ id: t.string }), t.partial({ beganAt: t.number })]);

const CHECKPOINT = t.intersection(
  [
    t.type({
      version: t.literal(1),
      contactId: t.string,
      standing: STANDING,
      unsent: listOf(UNSENT, MAX_UNSENT),
      told: listOf(MARK, MAX_TOLD),
    }),
    t.partial({
      undelivered: listOf(UNDELIVERED, MAX_UNSENT),
      forgotten: POSITION,
      latestAt: t.number,
      since: t.number,
      participants: PARTICIPANTS,
      contacts: listOf(LINK, MAX_CONTACTS),
      gaps: listOf(GAP, MAX_GAPS),
    }),
  ],
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
