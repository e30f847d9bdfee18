import { randomUUID } from 'node:crypto';

import { toIso } from '../clock.js';
import type { Chat } from './chat.js';
import type { Item, ItemAttachment, MessageMetadata } from './item.js';
import type { Speaker } from './participant.js';

/** What is particular about an item; the rest follows from the chat. */
export interface ItemDraft {
  readonly type: Item['Type'];
  readonly id?: string;
  readonly contentType?: string;
  readonly content?: string;
  readonly speaker?: Speaker;
  readonly attachments?: ReadonlyArray<ItemAttachment>;
  readonly metadata?: MessageMetadata;
}

const contactsOf = (chat: Chat): Pick<Item, 'ContactId' | 'InitialContactId'> => ({
  InitialContactId: chat.initialContactId,
  ContactId: chat.contactId(),
});

const speakerOf = (speaker: Speaker): Pick<Item, 'DisplayName' | 'ParticipantId' | 'ParticipantRole'> => ({
  ParticipantId: speaker.participantId,
  DisplayName: speaker.displayName,
  ParticipantRole: speaker.role,
});

/** Writes an item of a chat, stamped with the given time. Receipts (`MESSAGEMETADATA`) name no contact. */
export const composeItem = (chat: Chat, now: number, draft: ItemDraft): Item => ({
  AbsoluteTime: toIso(chat.stampAt(now)),
  ...(draft.attachments && { Attachments: draft.attachments }),
  ...(draft.content !== undefined && { Content: draft.content }),
  ...(draft.contentType !== undefined && { ContentType: draft.contentType }),
  Id: draft.id ?? randomUUID(),
  Type: draft.type,
  ...(draft.speaker && speakerOf(draft.speaker)),
  ...(draft.metadata && { MessageMetadata: draft.metadata }),
  ...(draft.type !== 'MESSAGEMETADATA' && contactsOf(chat)),
});
