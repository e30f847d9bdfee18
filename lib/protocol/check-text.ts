import { InvalidArgumentError } from '../chat/errors.js';

/** The service counts characters, JavaScript counts halves of some; only a text that seems too long needs the difference. */
const lengthOf = (text: string, max: number): number => (text.length <= max ? text.length : Array.from(text).length);

/** Throws an {@link InvalidArgumentError} unless `value` is text of `min` to `max` characters. */
export function checkText(field: string, value: unknown, min: number, max: number): asserts value is string {
  if (typeof value !== 'string') throw new InvalidArgumentError(field, 'must be a string');
  const length = lengthOf(value, max);
  if (length >= min && length <= max) return;
  const range = min === max ? `exactly ${min}` : `${min} to ${max}`;
  throw new InvalidArgumentError(field, `must have ${range} characters`);
}
