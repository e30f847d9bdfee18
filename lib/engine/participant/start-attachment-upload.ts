import { map, type Observable } from 'rxjs';
import {
  START_ATTACHMENT_UPLOAD,
  type StartAttachmentUploadInput,
  type StartAttachmentUploadOutput,
} from '../../protocol/operations/start-attachment-upload.js';
import type { Call } from './call.js';

/**
 * Announces a file; emits where to put its bytes.
 *
 * Cold. Errors with what {@link Call} errors with, with a `QuotaExceededError`
 * where the chat has its fill of files.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_StartAttachmentUpload.html
 */
export const startAttachmentUpload = (
  call: Call,
  connectionToken: string,
  input: StartAttachmentUploadInput,
  attempts?: number,
): Observable<StartAttachmentUploadOutput> =>
  call(START_ATTACHMENT_UPLOAD, connectionToken, input, { priority: 'send', attempts }).pipe(map(({ value }) => value));
