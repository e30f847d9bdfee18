/** How far one recipient has got with one message, by the service's clock. */
export interface PostReceipt {
  readonly recipientId: string;
  readonly deliveredAt: number;
  readonly readAt?: number;
  /** By virtual time: when the present state was reached. */
  readonly since: number;
}

/** One record of the chat as the service holds it. */
export interface Post {
  readonly id: string;
  /** `AbsoluteTime`, ms since the epoch. */
  readonly at: number;
  /** By virtual time: since when it is, in its present state, part of the chat. */
  readonly since: number;
  /** By virtual time: when it first was. */
  readonly postedAt: number;
  /** Among those of the same `AbsoluteTime`: which comes first. */
  readonly order: number;
  readonly contactId: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** The states it has gone through; the last is the present one. */
  readonly states: ReadonlyArray<string>;
  readonly content?: string;
  readonly own?: true;
  /** By which send of the session it was posted. */
  readonly clientToken?: string;
  readonly receipts: ReadonlyArray<PostReceipt>;
  /** Of how many chunks the content is, while more are to come and the transcript says so. */
  readonly chunks?: number;
}

/** The instant as the service writes it. */
export const absoluteTime = (at: number): string => new Date(at).toISOString();

const receiptFields = ({ recipientId, deliveredAt, readAt }: PostReceipt): object => ({
  DeliveredTimestamp: absoluteTime(deliveredAt),
  ...(readAt !== undefined && { ReadTimestamp: absoluteTime(readAt) }),
  RecipientParticipantId: recipientId,
});

/** A post as the transcript shows it: latest state, receipts embedded. */
export const transcriptItem = ({ id, at, fields, contactId, receipts, chunks }: Post): object => ({
  AbsoluteTime: absoluteTime(at),
  ...fields,
  Id: id,
  ContactId: contactId,
  ...(fields.Type === 'MESSAGE' && {
    MessageMetadata: {
      MessageId: id,
      Receipts: receipts.map(receiptFields),
      ...(chunks !== undefined && { MessageCompleted: false, ChunkNumber: chunks }),
    },
  }),
});

/** News of a receipt as it is pushed. */
export const receiptItem = (id: string, at: number, messageId: string, receipt: PostReceipt): object => ({
  AbsoluteTime: absoluteTime(at),
  ContentType: 'application/vnd.amazonaws.connect.event.message.metadata',
  Id: id,
  Type: 'MESSAGEMETADATA',
  MessageMetadata: { MessageId: messageId, Receipts: [receiptFields(receipt)] },
});
