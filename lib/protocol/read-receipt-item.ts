import * as t from 'io-ts';
import type { ReceiptItem } from '../chat/item.js';
import { place, type Draft } from './item-place.js';
import { MESSAGE_METADATA } from './message-metadata.js';
import { readProcessing } from './read-processing.js';
import { readReceipts } from './read-receipts.js';
import { textOf } from './text.js';
import type { WireItem } from './wire-item.js';

const RECEIPT_ITEM = t.type({ MessageMetadata: MESSAGE_METADATA }, 'receipt item');

/** Reads news of receipts, and of processing; `undefined` where they do not say of which message. */
export const readReceiptItem = (wire: WireItem, at: number): ReceiptItem | undefined => {
  if (!RECEIPT_ITEM.is(wire)) return undefined;
  const messageId = textOf(wire.MessageMetadata.MessageId);
  if (messageId === undefined) return undefined;
  const receipts = readReceipts(wire.MessageMetadata.Receipts);
  const item: Draft<ReceiptItem> = { type: 'receipt', id: wire.Id, at, messageId, receipts };
  const processing = readProcessing(wire.MessageMetadata.MessageProcessingStatus);
  if (processing !== undefined) item.processing = processing;
  return place(item, wire);
};
