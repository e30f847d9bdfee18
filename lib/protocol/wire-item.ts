import * as t from 'io-ts';
import { TEXT } from './text.js';

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

const isTextOrNot = (u: unknown): boolean => typeof u === 'string' || u === undefined || u === null;

/**
 * Whether the fields that all items share are text where they are there. A plain test and no codec: its failure needs no
 * explanation, because it only makes the item `unrecognized`, and it runs for each frame.
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
