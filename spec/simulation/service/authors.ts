import type { Author } from './chat.js';

/** Ourselves: whose session it is. */
export const SELF: Author = { id: 'self', role: 'CUSTOMER', name: 'Jane' };

/** Who else may take part. */
export const OTHERS: readonly [Author, ...ReadonlyArray<Author>] = [
  { id: 'ana', role: 'AGENT', name: 'Ana' },
  { id: 'ben', role: 'AGENT', name: 'Ben' },
  { id: 'flow', role: 'SYSTEM', name: 'SYSTEM_MESSAGE' },
  { id: 'concierge', role: 'CUSTOM_BOT', name: 'Concierge' },
  { id: 'sue', role: 'SUPERVISOR', name: 'Sue' },
];
