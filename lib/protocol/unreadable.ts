import { either as E } from 'fp-ts';
import type * as t from 'io-ts';
import { UnreadableError } from '../chat/errors.js';

/** More problems than these say nothing new, and a hostile page could have a million. */
const MAX_PROBLEMS = 10;

const problemOf = ({ context }: t.ValidationError): string => {
  const path = context
    .slice(1)
    .map(({ key }) => key)
    .join('.');
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
