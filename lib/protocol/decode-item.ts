import type { Decoded } from './decoded.js';
import { either as E } from 'fp-ts';
import { UnreadableError } from '../chat/errors.js';
import type { Item, UnrecognizedItem } from '../chat/item.js';
import { CONTENT_TYPES } from './content-types.js';
import { INSTANT } from './instant.js';
import { readInstant } from './read-instant.js';
import { contentTypeOf, isKnownContentType, itemKind, typeOf } from './item-kind.js';
import { place, type Draft } from './item-place.js';
import { mendItem } from './mend-item.js';
import { readAttachments } from './read-attachments.js';
import { readMessage } from './read-message.js';
import { readNotice } from './read-notice.js';
import { readReceiptItem } from './read-receipt-item.js';
import { textOf } from './text.js';
import { unreadable } from './unreadable.js';
import { hasTextFields, ITEM_HEAD, type WireItem } from './wire-item.js';

// Taken out once: through a bundler's namespace each access costs as much as the rest of a short function.

/** What says neither what it is nor of which content type: what it holds tells. */
const readNameless = (wire: WireItem, at: number): Item | undefined =>
  textOf(wire.Content) === undefined ? readAttachments(wire, at) : readMessage(wire, at, CONTENT_TYPES.text);

/** What is of a content type that this version does not know is a message if it says something. */
const readSaid = (wire: WireItem, at: number, contentType: string): Item | undefined =>
  isKnownContentType(contentType) || textOf(wire.Content) !== undefined
    ? readMessage(wire, at, contentType)
    : readAttachments(wire, at);

const readKnown = (wire: WireItem, at: number): Item | undefined => {
  const contentType = contentTypeOf(wire.ContentType);
  const type = typeOf(wire.Type);
  const kind = itemKind(contentType, type);
  switch (kind) {
    case undefined:
      return contentType === undefined && type === undefined ? readNameless(wire, at) : undefined;
    case 'message':
      return readSaid(wire, at, contentType ?? CONTENT_TYPES.text);
    case 'attachment':
      return readAttachments(wire, at);
    case 'receipt':
      return readReceiptItem(wire, at);
    default:
      return readNotice(wire, at, kind);
  }
};

const readUnrecognized = (raw: WireItem, at: number): UnrecognizedItem => {
  const item: Draft<UnrecognizedItem> = { type: 'unrecognized', id: raw.Id, at, raw };
  const contentType = textOf(raw.ContentType);
  if (contentType !== undefined) item.contentType = contentType;
  return place(item, raw);
};

/** Reads what is odd, or of a kind that this version does not know. */
const readOdd = (raw: WireItem, at: number): Item => {
  const mended = mendItem(raw);
  const item = mended && readKnown(mended.wire, at);
  if (item === undefined) return readUnrecognized(raw, at);
  return mended === undefined || mended.problems.length === 0 ? item : { ...item, problems: mended.problems };
};

/**
 * Reads one item, of a frame or of the transcript. It needs an `Id` and a readable `AbsoluteTime`, or it is an
 * {@link UnreadableError}. Whatever else is odd about it costs no more than itself, and is told in `problems`; an item
 * of a kind that this version does not know is `unrecognized`, with the item as it came.
 */
export const decodeItem = (raw: unknown): Decoded<Item> => {
  if (!ITEM_HEAD.is(raw)) return E.left(unreadable('item', ITEM_HEAD, raw));
  const at = readInstant(raw.AbsoluteTime);
  if (Number.isNaN(at)) return E.left(new UnreadableError('item', [`AbsoluteTime: expected ${INSTANT.name}`]));
  const usual = hasTextFields(raw) ? readKnown(raw, at) : undefined;
  return E.right(usual ?? readOdd(raw, at));
};
