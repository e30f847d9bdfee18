/** Stands in every message text of a life, so that one search finds any of them where it must not be. */
export const SECRET_MARK = 's3cr3t';

/** Writes a text that no other message has. */
export const secretText = (what: string, number: number): string => `${SECRET_MARK} ${what} ${number}`;
