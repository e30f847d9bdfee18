import { readInstant } from './read-instant.js';

/** Reads an instant that may be missing; `undefined` where it is absent, `null`, empty or unreadable. */
export const readOptionalInstant = (u: unknown): number | undefined => {
  const at = typeof u === 'string' ? readInstant(u) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
};
