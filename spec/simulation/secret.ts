/**
 * Stands in every token, signed URL and message text that a simulation mints, so that one search finds any of them
 * where it must not be.
 */
export const SECRET_MARK = 's3cr3t';

/** Mints a secret. */
export const secret = (what: string, number: number | string): string => `${SECRET_MARK}-${what}-${number}`;

/** A text that the user of the session sends more than once. */
export const sharedText = (number: number): string => secret('again', number);
