import { checkInteger } from './check-integer.js';
import { checkText } from './check-text.js';

/** Checks the id of a file. Throws an `InvalidArgumentError`. */
export const checkAttachmentId = (attachmentId: string): void => checkText('attachmentId', attachmentId, 1, 256);

/** Checks for how long a download URL is wanted. Throws an `InvalidArgumentError`. */
export const checkUrlExpiry = (urlExpiryInSeconds: number): void =>
  checkInteger('urlExpiryInSeconds', urlExpiryInSeconds, 5, 300);
