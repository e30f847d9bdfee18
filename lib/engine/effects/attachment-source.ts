import { InvalidArgumentError } from '../../chat/errors.js';
import { checkAttachment } from '../../protocol/check-attachment.js';
import type { HttpBody } from '../ports.js';

/** The bytes of a file. What is read piece by piece can be sent only once, so that a failed upload is not tried again. */
export type AttachmentBody = Blob | Uint8Array | ArrayBuffer | string | AsyncIterable<Uint8Array>;

/** A file to post: a `File` of the platform, or its parts. */
export type AttachmentSource =
  | File
  | {
      /** At most 256 characters. */
      readonly name: string;
      /** MIME type, one of those that the instance accepts. */
      readonly contentType: string;
      readonly body: AttachmentBody;
      /** Needed where it cannot be told from the body, which is read piece by piece. */
      readonly sizeInBytes?: number | undefined;
    };

/** A file that is ready to be announced and sent. */
export interface AttachmentFile {
  readonly name: string;
  readonly contentType: string;
  readonly sizeInBytes: number;
  readonly body: HttpBody;
  /** Whether the body can be sent more than once. */
  readonly isReplayable: boolean;
}

/**
 * Reads what is to be known of a file before it is sent; its bytes are not touched, but for text, which is encoded as
 * UTF-8. Throws an {@link InvalidArgumentError} that names the field.
 */
export const readAttachmentSource = (source: AttachmentSource, maxAttachmentBytes: number): AttachmentFile => {
  const file = 'body' in source ? fromParts(source) : fromFile(source);
  checkAttachment(file, maxAttachmentBytes);
  return file;
};

const fromFile = (file: File): AttachmentFile => ({
  name: file.name,
  contentType: file.type,
  sizeInBytes: file.size,
  body: file,
  isReplayable: true,
});

const fromParts = (parts: Exclude<AttachmentSource, File>): AttachmentFile => {
  const { name, contentType, sizeInBytes } = parts;
  const body = bodyOf(parts.body);
  const known = sizeOf(body);
  if (known === undefined && sizeInBytes === undefined) {
    throw new InvalidArgumentError('sizeInBytes', 'must be given for a body that is read piece by piece');
  }
  if (known !== undefined && sizeInBytes !== undefined && sizeInBytes !== known) {
    throw new InvalidArgumentError('sizeInBytes', 'must be the size of the body');
  }
  return { name, contentType, sizeInBytes: known ?? sizeInBytes ?? 0, body, isReplayable: known !== undefined };
};

const bodyOf = (body: AttachmentBody): HttpBody => {
  if (typeof body === 'string') return new TextEncoder().encode(body);
  return body instanceof ArrayBuffer ? new Uint8Array(body) : body;
};

const sizeOf = (body: HttpBody): number | undefined => {
  if (body instanceof Uint8Array) return body.byteLength;
  return typeof body === 'object' && 'size' in body ? body.size : undefined;
};
