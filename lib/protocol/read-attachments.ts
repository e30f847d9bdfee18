import * as t from 'io-ts';
import type { Attachment } from '../chat/attachment.js';
import type { AttachmentItem } from '../chat/item.js';
import { place, type Draft } from './item-place.js';
import { nullable } from './nullable.js';
import { shape } from './shape.js';
import { TEXT, textOf } from './text.js';
import type { WireItem } from './wire-item.js';

const ATTACHMENT = shape(
  { AttachmentId: TEXT, Status: TEXT },
  { AttachmentName: nullable(t.string), ContentType: nullable(t.string) },
  'attachment',
);
const ATTACHMENTS = t.type({ Attachments: t.array(ATTACHMENT) }, 'attachment item');

const readAttachment = (wire: t.TypeOf<typeof ATTACHMENT>): Attachment => {
  const attachment: Draft<Attachment> = { attachmentId: wire.AttachmentId, status: wire.Status };
  const name = textOf(wire.AttachmentName);
  const contentType = textOf(wire.ContentType);
  if (name !== undefined) attachment.name = name;
  if (contentType !== undefined) attachment.contentType = contentType;
  return attachment;
};

/** Reads posted files; `undefined` where there is none, or one without an identity or a status. */
export const readAttachments = (wire: WireItem, at: number): AttachmentItem | undefined => {
  if (!ATTACHMENTS.is(wire) || wire.Attachments.length === 0) return undefined;
  const attachments = wire.Attachments.map(readAttachment);
  const item: Draft<AttachmentItem> = { type: 'attachment', id: wire.Id, at, attachments };
  return place(item, wire);
};
