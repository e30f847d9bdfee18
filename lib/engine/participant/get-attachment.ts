import { map, type Observable } from 'rxjs';
import {
  GET_ATTACHMENT,
  type GetAttachmentInput,
  type GetAttachmentOutput,
} from '../../protocol/operations/get-attachment.js';
import type { Call } from './call.js';

/**
 * Emits where the bytes of a file are, for a while.
 *
 * Cold. Errors with what {@link Call} errors with.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAttachment.html
 */
export const getAttachment = (
  call: Call,
  connectionToken: string,
  input: GetAttachmentInput,
  attempts?: number,
): Observable<GetAttachmentOutput> =>
  call(GET_ATTACHMENT, connectionToken, input, { priority: 'send', attempts }).pipe(map(({ value }) => value));
