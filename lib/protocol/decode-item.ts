import type { Decoded } from './decoded.js';
import { either as E } from 'fp-ts';
import { UnreadableError } from '../chat/errors.js';
import type { Item, UnrecognizedItem } from '../chat/item.js';
import { INSTANT } from './instant.js';
import { readInstant } from './read-instant.js';
import { itemKind } from './item-kind.js';
import { place, type Draft } from './item-place.js';
import { readAttachments } from './read-attachments.js';
import { readMessage } from './read-message.js';
import { readNotice } from './read-notice.js';
import { readReceiptItem } from './read-receipt-item.js';
import { textOf } from './text.js';
import { unreadable } from './unreadable.js';
import { hasTextFields, ITEM_HEAD, type WireItem } from './wire-item.js';

// Taken out once: through a bundler's namespace each access costs as much as the rest of a short function.
const { left, right } = E;

const readKnown = (wire: WireItem, at: number): Item | undefined => {
  const contentType = textOf(wire.ContentType);
  const kind = itemKind(contentType, textOf(wire.Type));
  switch (kind) {
    case undefined:
      return undefined;
    case 'message':
      return contentType === undefined ? undefined : readMessage(wire, at, contentType);
    case 'attachment':
      return readAttachments(wire, at);
    case 'receipt':
      return readReceiptItem(wire, at);
    default:
      return readNotice(wire, at, kind);
  }
};

const readUnrecognized = (wire: WireItem, at: number): UnrecognizedItem => {
  const item: Draft<UnrecognizedItem> = { type: 'unrecognized', id: wire.Id, at, raw: wire };
  const contentType = textOf(wire.ContentType);
  if (contentType !== undefined) item.contentType = contentType;
  return place(item, wire);
};

/**
 * Reads one item, of a frame or of the transcript. It needs an `Id` and a readable `AbsoluteTime`, or it is an
 * {@link UnreadableError}; whatever else is unknown or odd about it makes it `unrecognized`, with the item as it came.
 */
export const decodeItem = (raw: unknown): Decoded<Item> => {
  if (!ITEM_HEAD.is(raw)) return left(unreadable('item', ITEM_HEAD, raw));
  const at = readInstant(raw.AbsoluteTime);
  if (Number.isNaN(at)) return left(new UnreadableError('item', [`AbsoluteTime: expected ${INSTANT.name}`]));
  const known = hasTextFields(raw) ? readKnown(raw, at) : undefined;
  return right(known ?? readUnrecognized(raw, at));
};
