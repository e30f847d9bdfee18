import { InvalidArgumentError } from '../chat/errors.js';

/** Throws an {@link InvalidArgumentError} unless `value` is a whole number from `min` to `max`. */
export function checkInteger(field: string, value: unknown, min: number, max: number): asserts value is number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max) return;
  throw new InvalidArgumentError(field, `must be a whole number from ${min} to ${max}`);
}
