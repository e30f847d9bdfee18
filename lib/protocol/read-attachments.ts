import * as t from 'io-ts';
import type { Attachment } from '../chat/attachment.js';
import type { AttachmentItem } from '../chat/item.js';
import { boundedList } from './bounded-list.js';
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

/** A file as the service writes it. */
export type WireAttachment = t.TypeOf<typeof ATTACHMENT>;

/** A chat takes 35 files. */
export const MAX_ATTACHMENTS = 100;

/** The files of one item, as the service writes them. */
export const ATTACHMENTS = boundedList(ATTACHMENT, MAX_ATTACHMENTS, `list of at most ${MAX_ATTACHMENTS} attachments`);

const NONE: ReadonlyArray<Attachment> = [];

const readAttachment = (wire: WireAttachment): Attachment => {
  const attachment: Draft<Attachment> = { attachmentId: wire.AttachmentId, status: wire.Status };
  const name = textOf(wire.AttachmentName);
  const contentType = textOf(wire.ContentType);
  if (name !== undefined) attachment.name = name;
  if (contentType !== undefined) attachment.contentType = contentType;
  return attachment;
};

/** Reads files, if there are any; `undefined` where they are not as documented. */
export const readFiles = (attachments: unknown): ReadonlyArray<Attachment> | undefined => {
  if (attachments === undefined || attachments === null) return NONE;
  return ATTACHMENTS.is(attachments) ? attachments.map(readAttachment) : undefined;
};

/** Reads posted files with what was written to them; `undefined` where there is neither, or they are not as documented. */
export const readAttachments = (wire: WireItem, at: number): AttachmentItem | undefined => {
  const attachments = readFiles(wire.Attachments);
  const content = textOf(wire.Content);
  if (attachments === undefined || (attachments.length === 0 && content === undefined)) return undefined;
  const item: Draft<AttachmentItem> = { type: 'attachment', id: wire.Id, at, attachments };
  if (content !== undefined) item.content = content;
  return place(item, wire);
};
