import type { ParticipantRole } from './participant.js';

/** What one recipient is known to have done with a message. */
export interface Receipt {
  readonly DeliveredTimestamp?: string;
  readonly ReadTimestamp?: string;
  readonly RecipientParticipantId?: string;
}

/** Receipts and streaming state of a message, and what the processor made of it. */
export interface MessageMetadata {
  readonly MessageId: string;
  readonly MessageCompleted?: boolean;
  readonly ChunkNumber?: number;
  readonly Receipts?: ReadonlyArray<Receipt>;
  readonly MessageProcessingStatus?: 'PROCESSING' | 'FAILED' | 'REJECTED';
}

/** An attachment as an item shows it. */
export interface ItemAttachment {
  readonly AttachmentId: string;
  readonly AttachmentName: string;
  readonly ContentType: string;
  readonly Status: 'APPROVED' | 'IN_PROGRESS' | 'REJECTED';
}

/** A message, event or attachment as it is pushed; the members are declared in the order the service writes them. */
export interface Item {
  readonly AbsoluteTime: string;
  readonly Attachments?: ReadonlyArray<ItemAttachment>;
  readonly Content?: string;
  readonly ContentType?: string;
  readonly Id: string;
  readonly Type: 'ATTACHMENT' | 'EVENT' | 'MESSAGE' | 'MESSAGEMETADATA';
  readonly ParticipantId?: string;
  readonly DisplayName?: string;
  readonly ParticipantRole?: ParticipantRole;
  readonly MessageMetadata?: MessageMetadata;
  readonly InitialContactId?: string;
  readonly ContactId?: string;
}

/** An item as GetTranscript gives it: the contact of past sessions is called `RelatedContactId`. */
export type TranscriptItem = Omit<Item, 'InitialContactId'> & { readonly RelatedContactId?: string };
