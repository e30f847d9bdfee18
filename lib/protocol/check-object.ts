import { InvalidArgumentError } from '../chat/errors.js';

/** A list, a Map or a promise has fields of its own, none of them meant: what was is in it, and would be passed over. */
const holdsOthers = (value: object): boolean => Symbol.iterator in value || 'then' in value;

/** Throws an {@link InvalidArgumentError} unless `value` is an object; `content` says of what. */
export function checkObject(field: string, value: unknown, content?: string): asserts value is object {
  if (typeof value === 'object' && value !== null && !holdsOthers(value)) return;
  throw new InvalidArgumentError(field, `must be an object${content === undefined ? '' : ` with ${content}`}`);
}

/** A name that a caller made up is repeated only where it can be one of a field that was meant. */
const PLAIN_NAME = /^[\w$]{1,64}$/;

/** Throws an {@link InvalidArgumentError} where `fields` has one that is not among `names`: a typing error, most likely. */
export const checkNames = (field: string, fields: object, names: ReadonlyArray<string>, prefix = `${field}.`): void => {
  const stray = Object.keys(fields).find((name) => !names.includes(name));
  if (stray === undefined) return;
  if (!PLAIN_NAME.test(stray))
    throw new InvalidArgumentError(field, 'must have no other fields than the documented ones');
  throw new InvalidArgumentError(prefix + stray, 'is not known');
};
