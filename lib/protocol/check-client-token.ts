import { checkText } from './check-text.js';

/** Checks a ClientToken. Throws an `InvalidArgumentError`. */
export const checkClientToken = (clientToken: string): void => checkText('clientToken', clientToken, 1, 500);
