import * as t from 'io-ts';
import { createProblems, type Problems } from './item-problems.js';
import { mendMetadata } from './mend-metadata.js';
import { ATTACHMENTS, MAX_ATTACHMENTS, type WireAttachment } from './read-attachments.js';
import { isTextOrNot, textOf } from './text.js';
import type { WireItem } from './wire-item.js';

/** An item that can be read, and what was odd about it. */
export interface Mended {
  readonly wire: WireItem;
  readonly problems: ReadonlyArray<string>;
}

/**
 * Takes out of an item what is odd about it, so that an odd field costs no more than itself. `undefined` where its
 * content cannot even be written as text.
 *
 * For items that cannot be read as they are: it costs more than reading one.
 */
export const mendItem = (raw: WireItem): Mended | undefined => {
  const problems = createProblems();
  const content = mendContent(raw.Content, problems);
  if (content === UNWRITABLE) return undefined;
  const text = (name: Exclude<keyof WireItem, 'Id' | 'AbsoluteTime'>): string | null => {
    const u = raw[name];
    if (isTextOrNot(u)) return u ?? null;
    problems.add(name, 'string');
    return null;
  };
  const { Id, AbsoluteTime, RelatedContactId } = raw;
  if (!isTextOrNot(RelatedContactId)) problems.add('RelatedContactId', 'string');
  return {
    wire: {
      Id,
      AbsoluteTime,
      ContentType: text('ContentType'),
      Type: text('Type'),
      Content: content,
      ParticipantId: text('ParticipantId'),
      DisplayName: text('DisplayName'),
      ParticipantRole: text('ParticipantRole'),
      InitialContactId: text('InitialContactId'),
      ContactId: text('ContactId'),
      // Of whatever kind it is, it says that the item is not of this contact.
      RelatedContactId,
      MessageMetadata: mendMetadata(raw.MessageMetadata, problems),
      Attachments: mendAttachments(raw.Attachments, problems),
    },
    problems: problems.all,
  };
};

const UNWRITABLE = Symbol('unwritable');

/** Anything but text as its JSON text: whoever wrote an object into it meant no other. */
const mendContent = (raw: unknown, problems: Problems): string | undefined | typeof UNWRITABLE => {
  if (isTextOrNot(raw)) return raw ?? undefined;
  problems.add('Content', 'string');
  try {
    return JSON.stringify(raw);
  } catch {
    // It is nested beyond what the stack holds.
    return UNWRITABLE;
  }
};

/** Those files that can be told from others, each without what is odd about it. */
const mendAttachments = (raw: unknown, problems: Problems): ReadonlyArray<WireAttachment> | undefined => {
  if (raw === undefined || raw === null) return undefined;
  const isList = Array.isArray(raw);
  if (!isList || raw.length > MAX_ATTACHMENTS) problems.add('Attachments', ATTACHMENTS.name);
  if (!isList) return undefined;
  return raw.slice(0, MAX_ATTACHMENTS).flatMap((attachment: unknown, index) => {
    const path = `Attachments.${index}`;
    if (t.UnknownRecord.is(attachment)) return mendAttachment(attachment, path, problems);
    problems.add(path, 'attachment');
    return [];
  });
};

const mendAttachment = (
  { AttachmentId, AttachmentName, ContentType, Status }: Readonly<Record<string, unknown>>,
  path: string,
  problems: Problems,
): ReadonlyArray<WireAttachment> => {
  const [id, status] = [textOf(AttachmentId), textOf(Status)];
  if (id === undefined) problems.add(`${path}.AttachmentId`, 'non-empty string');
  if (status === undefined) problems.add(`${path}.Status`, 'non-empty string');
  if (!isTextOrNot(AttachmentName)) problems.add(`${path}.AttachmentName`, 'string');
  if (!isTextOrNot(ContentType)) problems.add(`${path}.ContentType`, 'string');
  if (id === undefined) return [];
  return [
    {
      AttachmentId: id,
      // The least that can be true: nothing is known of a scan. What comes later outweighs it.
      Status: status ?? 'IN_PROGRESS',
      AttachmentName: textOf(AttachmentName) ?? null,
      ContentType: textOf(ContentType) ?? null,
    },
  ];
};
