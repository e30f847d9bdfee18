import { readHttpDate } from './http-date.js';

/** 15 minutes: whoever asks for more is not waited for, and no timer overflows. */
const MAX_RETRY_AFTER_MS = 900_000;

/**
 * Reads `Retry-After`, seconds or a date, as ms to wait; `undefined` where there is none. A date counts from the answer's
 * own `Date`, because the client's clock may be off; without that it says nothing.
 */
export const retryAfterMs = (headers: Readonly<Record<string, string>>): number | undefined => {
  const text = headers['retry-after']?.trim();
  if (text === undefined) return undefined;
  const ms = /^\d+$/.test(text)
    ? Number(text) * 1_000
    : (readHttpDate(text) ?? Number.NaN) - (readHttpDate(headers.date) ?? Number.NaN);
  return Number.isNaN(ms) ? undefined : Math.min(MAX_RETRY_AFTER_MS, Math.max(0, ms));
};
