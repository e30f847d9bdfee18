import type { Chat } from './chat.js';
import type { TranscriptItem } from './item.js';
import { toPastItem, toTranscriptItem } from './transcript-item.js';

/** Which past a chat continues. */
export interface Rehydration {
  readonly chat: Chat;
  readonly contactId: string;
  /** The whole session, or the given contact and everything before it. */
  readonly type: 'ENTIRE_PAST_SESSION' | 'FROM_SEGMENT';
}

/** Collects the items a continuing chat shows as its past, oldest first. */
export const pastOf = ({ chat, contactId, type }: Rehydration): ReadonlyArray<TranscriptItem> => {
  const chain = chat.contactIds();
  const included = new Set(type === 'FROM_SEGMENT' ? chain.slice(0, chain.indexOf(contactId) + 1) : chain);
  const session = chat.log
    .entries()
    .filter(({ item }) => included.has(item.ContactId ?? ''))
    .map(({ item }) => toPastItem(toTranscriptItem(item)));
  return [...chat.past, ...session];
};
