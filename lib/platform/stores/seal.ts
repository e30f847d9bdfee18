import { createHash } from 'node:crypto';

/** A text with its digest before it, so that one that was cut short or damaged is known. */
export const seal = (text: string): string => `${digestOf(text)}\n${text}`;

/** The text of a seal that is unbroken. */
export const unseal = (sealed: string): string | undefined => {
  const end = sealed.indexOf('\n');
  const text = sealed.slice(end + 1);
  return sealed.slice(0, Math.max(end, 0)) === digestOf(text) ? text : undefined;
};

/** SHA-256 in hex. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
