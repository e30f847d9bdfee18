import * as t from 'io-ts';
import { isTextOrNot, TEXT } from './text.js';

/** What an item needs to be one: without an identity it cannot be told from its copies, without a time not be placed. */
export const ITEM_HEAD = t.type({ Id: TEXT, AbsoluteTime: t.string }, 'item');

/** An item as the service wrote it, known to have an identity. */
export interface WireItem {
  readonly Id: string;
  readonly AbsoluteTime: string;
  readonly ContentType?: unknown;
  readonly Type?: unknown;
  readonly Content?: unknown;
  readonly MessageMetadata?: unknown;
  readonly Attachments?: unknown;
  readonly ParticipantId?: unknown;
  readonly DisplayName?: unknown;
  readonly ParticipantRole?: unknown;
  readonly InitialContactId?: unknown;
  readonly ContactId?: unknown;
  readonly RelatedContactId?: unknown;
}

/**
 * Whether the fields that all items share are as documented. A plain test, written out, and no codec: it runs for each
 * frame, and its failure needs no explanation, because the item is then read field by field.
 */
export const hasTextFields = (wire: WireItem): boolean =>
  isTextOrNot(wire.ContentType) &&
  isTextOrNot(wire.Type) &&
  isTextOrNot(wire.Content) &&
  isTextOrNot(wire.ParticipantId) &&
  isTextOrNot(wire.DisplayName) &&
  isTextOrNot(wire.ParticipantRole) &&
  isTextOrNot(wire.InitialContactId) &&
  isTextOrNot(wire.ContactId) &&
  isTextOrNot(wire.RelatedContactId);
