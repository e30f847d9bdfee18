import * as t from 'io-ts';
import { nullable } from './nullable.js';
import { TEXT } from './text.js';

/** What an item needs to be one: without an identity it cannot be told from its copies, without a time not be placed. */
export const ITEM_HEAD = t.type({ Id: TEXT, AbsoluteTime: t.string }, 'item');

/** What any item may have besides. The service adds fields over time, so none is refused for being unknown. */
export const ITEM_FIELDS = t.partial(
  {
    ContentType: nullable(t.string),
    Type: nullable(t.string),
    ParticipantId: nullable(t.string),
    DisplayName: nullable(t.string),
    ParticipantRole: nullable(t.string),
    InitialContactId: nullable(t.string),
    ContactId: nullable(t.string),
    RelatedContactId: nullable(t.string),
  },
  'item',
);

/** An item as the service wrote it, known to have an identity. */
export interface WireItem {
  readonly Id: string;
  readonly AbsoluteTime: string;
  readonly [field: string]: unknown;
}
