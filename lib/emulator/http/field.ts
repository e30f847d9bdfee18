import type { JsonRecord } from '../json.js';
import { invalid } from './service-error.js';

interface Range {
  readonly min?: number;
  readonly max: number;
}

/**
 * Reads a string member whose length lies in the range (from 1 on by default); null counts as absent. The service's models
 * count characters, of which some take two units of JavaScript.
 * Source: https://smithy.io/2.0/spec/constraint-traits.html#length-trait
 */
export const optionalText = (body: JsonRecord, name: string, { min = 1, max }: Range): string | undefined => {
  const value = body[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw invalid(`${name} must be a string.`);
  const length = value.length > max ? Array.from(value).length : value.length;
  if (length < min || length > max) throw invalid(`${name} must have length between ${min} and ${max}.`);
  return value;
};

/** Reads a string member that must be there. */
export const requiredText = (body: JsonRecord, name: string, range: Range): string => {
  const value = optionalText(body, name, range);
  if (value === undefined) throw invalid(`${name} is required.`);
  return value;
};

/** Reads a whole number in the range. */
export const optionalInteger = (body: JsonRecord, name: string, { min = 0, max }: Range): number | undefined => {
  const value = body[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    throw invalid(`${name} must be an integer between ${min} and ${max}.`);
  }
  return value;
};

/** Reads a member that is one of a few strings. */
export const optionalChoice = <T extends string>(
  body: JsonRecord,
  name: string,
  choices: ReadonlyArray<T>,
): T | undefined => {
  const value = body[name] ?? undefined;
  if (value === undefined) return undefined;
  const choice = choices.find((one) => one === value);
  if (choice === undefined) throw invalid(`${name} must be one of ${choices.join(', ')}.`);
  return choice;
};

/** Reads a list of strings. */
export const optionalTexts = (body: JsonRecord, name: string): ReadonlyArray<string> | undefined => {
  const value = body[name] ?? undefined;
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw invalid(`${name} must be a list.`);
  return value.map((one: unknown) => {
    if (typeof one !== 'string') throw invalid(`${name} must be a list of strings.`);
    return one;
  });
};
