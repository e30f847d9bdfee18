import { InvalidArgumentError } from '../chat/errors.js';
import { checkInteger } from './check-integer.js';
import { checkText } from './check-text.js';
import { isMediaType } from './media-type.js';

/** What the service is told of a file before it takes it. */
export interface OutgoingAttachment {
  readonly name: string;
  readonly contentType: string;
  readonly sizeInBytes: number;
}

/**
 * Checks a file before it is announced. Throws an `InvalidArgumentError` that names the field.
 *
 * Of names the service documents the length only. What no name can be is refused here all the same: the storage host is
 * given it in a header, where a control character has no place and half of a surrogate pair no encoding. Slashes and
 * the like are up to who stores the file.
 */
export const checkAttachment = (file: OutgoingAttachment, maxAttachmentBytes: number): void => {
  checkText('name', file.name, 1, 256);
  checkName(file.name);
  checkText('contentType', file.contentType, 1, 255);
  if (!isMediaType(file.contentType)) throw new InvalidArgumentError('contentType', 'must be a MIME type');
  checkInteger('sizeInBytes', file.sizeInBytes, 1, maxAttachmentBytes);
};

const checkName = (name: string): void => {
  if (name.trim() === '') throw new InvalidArgumentError('name', 'must not be blank');
  const characters = Array.from(name);
  if (characters.some(isControl)) {
    throw new InvalidArgumentError('name', 'must have no line breaks or other control characters');
  }
  if (characters.some(isHalf)) throw new InvalidArgumentError('name', 'must have no half of a surrogate pair');
};

// Not by \p{…}, at which older engines of React Native fail to load.
const isControl = (character: string): boolean =>
  character < ' ' || (character >= '\u007f' && character <= '\u009f') || /[\u2028\u2029]/.test(character);

const isHalf = (character: string): boolean => /^[\ud800-\udfff]$/.test(character);
