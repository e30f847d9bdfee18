import * as t from 'io-ts';
import { readOptionalInstant } from '../read-optional-instant.js';
import { nullable } from '../nullable.js';
import type { Operation } from '../operation.js';
import { present } from '../present.js';
import { readAnswer } from '../read-answer.js';
import { shape } from '../shape.js';
import { TEXT } from '../text.js';
import { UPLOAD_HEADERS, uploadHeaders } from '../upload-headers.js';

/** Input of `StartAttachmentUpload`. */
export interface StartAttachmentUploadInput {
  readonly name: string;
  /** MIME type. */
  readonly contentType: string;
  readonly sizeInBytes: number;
  /** The same token again does not start another upload. */
  readonly clientToken: string;
}

/** Answer of `StartAttachmentUpload`. */
export interface StartAttachmentUploadOutput {
  readonly attachmentId: string;
  /** Where to `PUT` the bytes. Carries a signature: a secret. */
  readonly url: string;
  /** In ms since the epoch. */
  readonly urlExpiresAt?: number;
  /** These must go with the bytes: the signature covers them. */
  readonly headers: Readonly<Record<string, string>>;
}

const UPLOAD = shape(
  { Url: TEXT },
  { UrlExpiry: t.unknown, HeadersToInclude: nullable(UPLOAD_HEADERS) },
  'upload metadata',
);
const ANSWER = t.type({ AttachmentId: TEXT, UploadMetadata: UPLOAD }, 'started upload');

/**
 * Announces a file and learns where to put its bytes.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_StartAttachmentUpload.html
 */
export const START_ATTACHMENT_UPLOAD: Operation<StartAttachmentUploadInput, StartAttachmentUploadOutput> = {
  name: 'StartAttachmentUpload',
  method: 'POST',
  path: () => '/participant/start-attachment-upload',
  encode: ({ name, contentType, sizeInBytes, clientToken }) =>
    JSON.stringify({
      ContentType: contentType,
      AttachmentSizeInBytes: sizeInBytes,
      AttachmentName: name,
      ClientToken: clientToken,
    }),
  decode: readAnswer('StartAttachmentUpload', ANSWER, ({ AttachmentId, UploadMetadata }) =>
    present({
      attachmentId: AttachmentId,
      url: UploadMetadata.Url,
      urlExpiresAt: readOptionalInstant(UploadMetadata.UrlExpiry),
      headers: uploadHeaders(UploadMetadata.HeadersToInclude ?? {}),
    }),
  ),
};
