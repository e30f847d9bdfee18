import { map, type Observable } from 'rxjs';
import {
  COMPLETE_ATTACHMENT_UPLOAD,
  type CompleteAttachmentUploadInput,
} from '../../protocol/operations/complete-attachment-upload.js';
import type { Call } from './call.js';

/**
 * Posts a file whose bytes are in their place. Emits once when the service has taken it.
 *
 * Cold. Errors with what {@link Call} errors with, with a `ConflictError`
 * where it is being completed already.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CompleteAttachmentUpload.html
 */
export const completeAttachmentUpload = (
  call: Call,
  connectionToken: string,
  input: CompleteAttachmentUploadInput,
  attempts?: number,
): Observable<void> =>
  call(COMPLETE_ATTACHMENT_UPLOAD, connectionToken, input, { priority: 'send', attempts }).pipe(map(() => undefined));
