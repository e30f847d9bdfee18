import type { Item } from '../chat/item.js';
import { textOf } from './text.js';
import type { WireItem } from './wire-item.js';

/** An object that is still being put together. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

type Base = Draft<Pick<Item, 'contactId' | 'initialContactId' | 'past' | 'participant'>>;

const participantOf = (wire: WireItem): Item['participant'] => {
  const id = textOf(wire.ParticipantId);
  if (id === undefined) return undefined;
  const participant: Draft<NonNullable<Item['participant']>> = { id };
  const role = textOf(wire.ParticipantRole);
  const displayName = textOf(wire.DisplayName);
  if (role !== undefined) participant.role = role;
  if (displayName !== undefined) participant.displayName = displayName;
  return participant;
};

/**
 * Adds to an item whose it is and where it belongs, always in the same order, so that all items of one kind share few
 * hidden classes. Items of an ended contact name it as `RelatedContactId`.
 */
export const place = <T extends Base>(item: T, wire: WireItem): T => {
  const { RelatedContactId } = wire;
  const isRelated = RelatedContactId !== undefined && RelatedContactId !== null && RelatedContactId !== '';
  const contactId = textOf(RelatedContactId) ?? textOf(wire.ContactId);
  const initialContactId = textOf(wire.InitialContactId);
  const participant = participantOf(wire);
  if (contactId !== undefined) item.contactId = contactId;
  if (initialContactId !== undefined) item.initialContactId = initialContactId;
  if (isRelated) item.past = true;
  if (participant !== undefined) item.participant = participant;
  return item;
};
