import { InvalidArgumentError } from '../chat/errors.js';
import { checkNames, checkObject } from './check-object.js';

/**
 * Reads what a caller gives for `field`, never `undefined`, and gives it back; `undefined` where `present`, what holds
 * without it, is to hold. Throws an {@link InvalidArgumentError} that names the field and the rule, and repeats no value.
 */
export type Reader<T> = (field: string, given: unknown, present: unknown) => T | undefined;

/** Reads a value that `accepts` finds fit. */
export const fit =
  <T>(rule: string, accepts: (value: unknown) => value is T): Reader<T> =>
  (field, given) => {
    if (accepts(given)) return given;
    throw new InvalidArgumentError(field, rule);
  };

/** Reads a number from `min` to `max`. */
export const fromTo = (min: number, max: number): Reader<number> =>
  fit(`must be a number from ${min} to ${max}`, (value): value is number =>
    typeof value === 'number' && value >= min && value <= max);

/** Reads a whole number from `min` to `max`, or the one that means something of its own. */
export const wholeFromTo = (min: number, max: number, exception?: number): Reader<number> =>
  fit(`must be a whole number from ${min} to ${max}${exception === undefined ? '' : `, or ${exception}`}`, (value): value is number =>
    typeof value === 'number' &&
    (value === exception || (Number.isSafeInteger(value) && value >= min && value <= max)));

/** Reads an object field by field. A field that is absent or `undefined` stays as it is; one that has no reader is refused. */
export function record<T extends object>(readers: { readonly [Name in keyof T]-?: Reader<T[Name]> }): Reader<T>;
export function record(readers: Readonly<Record<string, Reader<unknown>>>): Reader<object> {
  return (field, given, present) => {
    checkObject(field, given);
    checkNames(field, given, Object.keys(readers));
    const standing = new Map(Object.entries(present ?? {}));
    return Object.fromEntries(
      Object.entries(readers).map(([name, read]) => {
        const value: unknown = Reflect.get(given, name);
        const before: unknown = standing.get(name);
        return [name, value === undefined ? before : (read(`${field}.${name}`, value, before) ?? before)];
      }),
    );
  };
}
