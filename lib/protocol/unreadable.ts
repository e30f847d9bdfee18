import { either as E } from 'fp-ts';
import * as t from 'io-ts';
import { UnreadableError } from '../chat/errors.js';

/** More problems than these say nothing new, and a hostile page could have a million. */
const MAX_PROBLEMS = 10;

/** What stands in a path for one step of a context; nothing for steps that are not steps into the data. */
const stepOf = (parent: t.ContextEntry | undefined, entry: t.ContextEntry): ReadonlyArray<string> => {
  if (parent === undefined || parent.type instanceof t.IntersectionType) return [];
  // The keys of a dictionary are the sender's data, and data is not repeated.
  return [parent.type instanceof t.DictionaryType ? '*' : entry.key];
};

const problemOf = ({ context }: t.ValidationError): string => {
  const path = context.flatMap((entry, index) => stepOf(context[index - 1], entry)).join('.');
  const expected = `expected ${context.at(-1)?.type.name ?? 'something else'}`;
  return path === '' ? expected : `${path}: ${expected}`;
};

/**
 * Explains why `codec` does not accept `input`: for each problem where it is and what was expected there, never what was
 * found. Only called after `codec.is` has failed, because `is` is cheap and this is not.
 */
export const unreadable = (subject: string, codec: t.Mixed, input: unknown): UnreadableError => {
  const result = codec.decode(input);
  const errors: ReadonlyArray<t.ValidationError> = E.isLeft(result) ? result.left.slice(0, MAX_PROBLEMS) : [];
  return new UnreadableError(subject, [...new Set(errors.map(problemOf))]);
};
