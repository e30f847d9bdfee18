/** How far an attachment has come. */
export type AttachmentState = 'APPROVED' | 'IN_PROGRESS' | 'REJECTED' | 'started' | 'uploaded' | 'uploading';

/** An attachment, from the moment its upload was announced. */
export interface StoredAttachment {
  readonly attachmentId: string;
  readonly initialContactId: string;
  readonly participantId: string;
  readonly attachmentName: string;
  readonly contentType: string;
  readonly sizeInBytes: number;
  readonly state: AttachmentState;
  /** The signature in its upload URL. */
  readonly uploadSignature: string;
  readonly uploadUntil: number;
  /** Headers the upload must carry, exactly. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes?: Uint8Array;
}

/** Everything uploaded or about to be. */
export interface AttachmentStore {
  readonly put: (attachment: StoredAttachment) => void;
  readonly find: (attachmentId: string) => StoredAttachment | undefined;
  /** Counts the attachments of a chat that are sent or can still be. */
  readonly countOf: (initialContactId: string, now: number) => number;
  /** Signs a download until some instant. */
  readonly sign: (attachmentId: string, signature: string, expiresAt: number) => void;
  readonly downloadUntil: (attachmentId: string, signature: string) => number | undefined;
}

/** Makes an empty store. */
export const createAttachmentStore = (): AttachmentStore => {
  const attachments = new Map<string, StoredAttachment>();
  const downloads = new Map<string, number>();
  return {
    put: (attachment) => void attachments.set(attachment.attachmentId, attachment),
    find: (attachmentId) => attachments.get(attachmentId),
    countOf: (initialContactId, now) =>
      [...attachments.values()].filter(
        (one) => one.initialContactId === initialContactId && (one.state !== 'started' || one.uploadUntil > now),
      ).length,
    sign: (attachmentId, signature, expiresAt) => void downloads.set(`${attachmentId} ${signature}`, expiresAt),
    downloadUntil: (attachmentId, signature) => downloads.get(`${attachmentId} ${signature}`),
  };
};
