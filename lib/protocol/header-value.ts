import * as t from 'io-ts';

const FIT = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Whether a text can be the value of a header. A line break would end it and begin another header; most platforms refuse
 * that themselves, in words that repeat the value.
 */
export const isHeaderValue = (text: string): boolean => FIT.test(text);

const isBearer = (u: unknown): u is string => typeof u === 'string' && u !== '' && isHeaderValue(u);

/** A token that can be sent as a bearer. */
export const BEARER = new t.Type<string>(
  'text fit for a header',
  isBearer,
  (u, context) => (isBearer(u) ? t.success(u) : t.failure(u, context)),
  t.identity,
);
