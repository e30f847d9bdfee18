import { InvalidArgumentError } from '../chat/errors.js';

/** Throws an {@link InvalidArgumentError} unless `value` is `true`, `false` or absent: what is merely truthy may say "false". */
export function checkSwitch(field: string, value: unknown): asserts value is boolean | undefined {
  if (value === undefined || typeof value === 'boolean') return;
  throw new InvalidArgumentError(field, 'must be true or false');
}
