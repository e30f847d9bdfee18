import { SOME_OBJECT } from '../some-object.js';
import type { Operation } from '../operation.js';
import { readAnswer } from '../read-answer.js';

/** Input of `CompleteAttachmentUpload`. The service takes exactly one id at a time. */
export interface CompleteAttachmentUploadInput {
  readonly attachmentId: string;
  /** The same token again does not complete again. */
  readonly clientToken: string;
}

/**
 * Posts a file whose bytes are in their place.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CompleteAttachmentUpload.html
 */
export const COMPLETE_ATTACHMENT_UPLOAD: Operation<CompleteAttachmentUploadInput, undefined> = {
  name: 'CompleteAttachmentUpload',
  method: 'POST',
  path: () => '/participant/complete-attachment-upload',
  encode: ({ attachmentId, clientToken }) =>
    JSON.stringify({ AttachmentIds: [attachmentId], ClientToken: clientToken }),
  decode: readAnswer('CompleteAttachmentUpload', SOME_OBJECT, () => undefined),
};
