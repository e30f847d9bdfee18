import { InvalidArgumentError } from '../chat/errors.js';
import { checkText } from './check-text.js';

const LONE_SURROGATE = /[\uD800-\uDFFF]/u;

/**
 * Checks the token of a view, which becomes a segment of a path: URLs treat dots there as steps, however they are
 * encoded, and cannot encode half a character. Throws an {@link InvalidArgumentError}.
 */
export const checkViewToken = (viewToken: string): void => {
  checkText('viewToken', viewToken, 1, 1_000);
  if (viewToken !== '.' && viewToken !== '..' && !LONE_SURROGATE.test(viewToken)) return;
  throw new InvalidArgumentError('viewToken', 'must be fit for a path');
};
