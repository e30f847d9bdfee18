import * as t from 'io-ts';
import { readInstant } from './read-instant.js';

const isInstant = (u: unknown): u is string => typeof u === 'string' && !Number.isNaN(readInstant(u));

/** Text that {@link readInstant} can read. Stays text: the reader turns it into a number once. */
export const INSTANT = new t.Type<string>(
  'ISO-8601 instant',
  isInstant,
  (u, context) => (isInstant(u) ? t.success(u) : t.failure(u, context)),
  t.identity,
);
