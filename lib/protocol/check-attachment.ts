import { checkInteger } from './check-integer.js';
import { checkText } from './check-text.js';

/** What the service is told of a file before it takes it. */
export interface OutgoingAttachment {
  readonly name: string;
  readonly contentType: string;
  readonly sizeInBytes: number;
}

/** Checks a file before it is announced. Throws an `InvalidArgumentError` that names the field. */
export const checkAttachment = (file: OutgoingAttachment, maxAttachmentBytes: number): void => {
  checkText('name', file.name, 1, 256);
  checkText('contentType', file.contentType, 1, 255);
  checkInteger('sizeInBytes', file.sizeInBytes, 1, maxAttachmentBytes);
};
