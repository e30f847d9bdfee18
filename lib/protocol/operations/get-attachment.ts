import * as t from 'io-ts';
import { readOptionalInstant } from '../read-optional-instant.js';
import type { Operation } from '../operation.js';
import { present } from '../present.js';
import { readAnswer } from '../read-answer.js';
import { readNumber } from '../read-number.js';
import { shape } from '../shape.js';
import { TEXT } from '../text.js';

/** Input of `GetAttachment`. */
export interface GetAttachmentInput {
  readonly attachmentId: string;
  /** 5 to 300. */
  readonly urlExpiryInSeconds?: number;
}

/** Answer of `GetAttachment`. */
export interface GetAttachmentOutput {
  /** Where to `GET` the bytes. Carries a signature: a secret. */
  readonly url: string;
  /** In ms since the epoch. */
  readonly urlExpiresAt?: number;
  readonly sizeInBytes?: number;
}

const ANSWER = shape({ Url: TEXT }, { UrlExpiry: t.unknown, AttachmentSizeInBytes: t.unknown }, 'attachment');

/** A size that makes no sense is no reason not to fetch the file. */
const readSize = (u: unknown): number | undefined => {
  const size = readNumber(u);
  return Number.isSafeInteger(size) && Number(size) >= 0 ? size : undefined;
};

/**
 * Learns where the bytes of a file are. While the contact is active only.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_GetAttachment.html
 */
export const GET_ATTACHMENT: Operation<GetAttachmentInput, GetAttachmentOutput> = {
  name: 'GetAttachment',
  method: 'POST',
  path: () => '/participant/attachment',
  encode: ({ attachmentId, urlExpiryInSeconds }) =>
    JSON.stringify({ AttachmentId: attachmentId, UrlExpiryInSeconds: urlExpiryInSeconds }),
  decode: readAnswer('GetAttachment', ANSWER, ({ Url, UrlExpiry, AttachmentSizeInBytes }) =>
    present({ url: Url, urlExpiresAt: readOptionalInstant(UrlExpiry), sizeInBytes: readSize(AttachmentSizeInBytes) }),
  ),
};
