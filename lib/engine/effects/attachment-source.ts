import { InvalidArgumentError } from '../../chat/errors.js';
import { checkAttachment } from '../../protocol/check-attachment.js';
import { checkInteger } from '../../protocol/check-integer.js';
import { isMediaType } from '../../protocol/media-type.js';
import {
  hasUri,
  isBlob,
  readAttachmentBody,
  READ_URI_FIRST,
  type AttachmentBody,
  type ReadyBody,
} from './attachment-body.js';

export type { AttachmentBody } from './attachment-body.js';

/** A file to post: a `File` of the platform, or its parts. */
export type AttachmentSource =
  | File
  | {
      /** 1 to 256 characters, no control characters among them. */
      readonly name: string;
      /** MIME type, one of those that the instance accepts. @defaultValue `'application/octet-stream'` */
      readonly contentType?: string | undefined;
      /**
       * Text is encoded as UTF-8. A stream or an async iterable is read piece by piece, once, so that a failed upload
       * of it is not tried again, and has to give as many bytes as `sizeInBytes` says.
       */
      readonly body: AttachmentBody;
      /** Needed where it does not follow from the body, which is read piece by piece. Counts bytes, of text as well. */
      readonly sizeInBytes?: number | undefined;
    };

/** A file that is ready to be announced and sent. */
export interface AttachmentFile {
  readonly name: string;
  readonly contentType: string;
  readonly sizeInBytes: number;
  readonly body: ReadyBody['body'];
  /** Whether the body can be sent more than once. */
  readonly isReplayable: boolean;
}

/** What is said of a file whose type nobody knows. Source: RFC 2046, 4.5.1. */
const UNKNOWN_TYPE = 'application/octet-stream';

/**
 * Reads what is to be known of a file before it is sent. Throws an {@link InvalidArgumentError} that names the field:
 * `file`, `name`, `contentType`, `body` or `sizeInBytes`. Takes anything, for JavaScript may pass anything.
 */
export const readAttachmentSource = (source: unknown, maxAttachmentBytes: number): AttachmentFile => {
  try {
    const file = fromAny(source, maxAttachmentBytes);
    checkAttachment(file, maxAttachmentBytes);
    return file;
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw error;
    // Such as a Blob of React Native that has been closed.
    throw new InvalidArgumentError('file', 'must not throw while it is looked at');
  }
};

const fromAny = (source: unknown, maxBytes: number): AttachmentFile => {
  if (typeof source !== 'object' || source === null || Array.isArray(source)) {
    throw new InvalidArgumentError('file', 'must be a File, or an object with name, contentType and body');
  }
  if ('body' in source) return fromParts(source, maxBytes);
  if (isBlob(source)) return fromFile(source);
  if (hasUri(source)) throw new InvalidArgumentError('file', READ_URI_FIRST);
  throw new InvalidArgumentError('body', 'must be given, unless the file is a File');
};

/** The type of a `File` is the platform's guess: where it is none, the upload does not fail for it. */
const fromFile = (file: Blob & { readonly name?: unknown }): AttachmentFile => {
  if (typeof file.name !== 'string') {
    throw new InvalidArgumentError('name', 'must be given for a Blob: pass { name, contentType, body: blob }');
  }
  const { name, type, size } = file;
  const contentType = typeof type === 'string' && type.length <= 255 && isMediaType(type) ? type : UNKNOWN_TYPE;
  return { name, contentType, sizeInBytes: size, body: file, isReplayable: true };
};

/** What may be in them, as long as nobody has looked. */
interface Parts {
  readonly name?: unknown;
  readonly contentType?: unknown;
  readonly body?: unknown;
  readonly sizeInBytes?: unknown;
}

const fromParts = (parts: Parts, maxBytes: number): AttachmentFile => {
  const { name, contentType = UNKNOWN_TYPE, sizeInBytes } = parts;
  if (typeof name !== 'string') throw new InvalidArgumentError('name', 'must be a string');
  if (typeof contentType !== 'string') throw new InvalidArgumentError('contentType', 'must be a string');
  if (sizeInBytes !== undefined) checkInteger('sizeInBytes', sizeInBytes, 1, maxBytes);
  const ready = readAttachmentBody(parts.body, maxBytes);
  return {
    name,
    contentType: contentType === '' ? UNKNOWN_TYPE : contentType,
    sizeInBytes: sizeOf(ready, sizeInBytes),
    body: ready.body,
    isReplayable: ready.isReplayable,
  };
};

const sizeOf = (ready: ReadyBody, given: number | undefined): number => {
  if (!ready.isReplayable) {
    if (given !== undefined) return given;
    throw new InvalidArgumentError('sizeInBytes', 'must be given for a body that is read piece by piece');
  }
  if (given === undefined || given === ready.sizeInBytes) return ready.sizeInBytes;
  throw new InvalidArgumentError('sizeInBytes', 'must be the size of the body, in bytes');
};
