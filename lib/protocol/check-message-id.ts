import { checkText } from './check-text.js';

/** Checks the id of a message that a receipt is for. Throws an `InvalidArgumentError`. */
export const checkMessageId = (id: string): void => checkText('id', id, 1, 256);
