/**
 * What the scan of an attachment has said so far. Values the service may add later pass through unchanged; a file of
 * which it gives none is `IN_PROGRESS`.
 */
export type AttachmentStatus = 'IN_PROGRESS' | 'APPROVED' | 'REJECTED' | (string & {});

/** A file posted to the chat. */
export interface Attachment {
  readonly attachmentId: string;
  readonly name?: string;
  /** MIME type. */
  readonly contentType?: string;
  readonly status: AttachmentStatus;
}
