import * as t from 'io-ts';

const isText = (u: unknown): u is string => typeof u === 'string' && u !== '';

/** Text that is not empty. */
export const TEXT = new t.Type<string>(
  'non-empty string',
  isText,
  (u, context) => (isText(u) ? t.success(u) : t.failure(u, context)),
  t.identity,
);

/** The text, or `undefined` where it is anything else: an identifier or a name that is empty says nothing. */
export const textOf = (u: unknown): string | undefined => (isText(u) ? u : undefined);

/** Whether a field that may be missing is text where it is there. */
export const isTextOrNot = (u: unknown): u is string | null | undefined =>
  typeof u === 'string' || u === undefined || u === null;
