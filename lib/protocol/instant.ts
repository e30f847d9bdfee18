import * as t from 'io-ts';
import { TEXT } from './text.js';

const DASH = '-'.charCodeAt(0);
const T = 'T'.charCodeAt(0);
const Z = 'Z'.charCodeAt(0);
const OFFSET = /[+-]\d\d:?\d\d$/;

/**
 * Reads an ISO-8601 date and time as ms since the epoch; `NaN` where it is none. A time without a zone is UTC, as all of
 * the service's are, so that the answer does not depend on where this runs.
 *
 * The character tests keep out what `Date.parse` would guess at, such as `'1'`; no regular expression on the usual way,
 * because this runs for each frame.
 */
export const readInstant = (text: string): number => {
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH || text.charCodeAt(10) !== T) return Number.NaN;
  if (text.charCodeAt(text.length - 1) === Z || OFFSET.test(text)) return Date.parse(text);
  return Date.parse(`${text}Z`);
};

const isInstant = (u: unknown): u is string => typeof u === 'string' && !Number.isNaN(readInstant(u));

/** Text that {@link readInstant} can read. Stays text: the reader turns it into a number once. */
export const INSTANT = new t.Type<string>(
  'ISO-8601 instant',
  isInstant,
  (u, context) => (isInstant(u) ? t.success(u) : t.failure(u, context)),
  t.identity,
);

/** Reads an optional instant; `undefined` where it is absent, `null`, empty or unreadable. */
export const readOptionalInstant = (u: unknown): number | undefined => {
  if (!TEXT.is(u)) return undefined;
  const at = readInstant(u);
  return Number.isNaN(at) ? undefined : at;
};
