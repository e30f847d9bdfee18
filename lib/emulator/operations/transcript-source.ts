import type { Chat } from '../chat/chat.js';
import type { Item, TranscriptItem } from '../chat/item.js';

/** An item of a transcript, of the current session still as it was pushed, and whether this request may see it. */
export interface TranscriptEntry {
  readonly item: Item | TranscriptItem;
  readonly isShown: boolean;
}

/** A whole transcript, oldest item first: past sessions, then the current one from `firstCurrent` on. */
export interface TranscriptSource {
  readonly entries: ReadonlyArray<TranscriptEntry>;
  readonly firstCurrent: number;
}

/** Gives the transcript of a chat as it can be seen at an instant, of one contact or of all. */
export const transcriptSource = (chat: Chat, now: number, contactId: string | undefined): TranscriptSource => {
  const past = chat.past.map((item) => ({ item, isShown: contactId === undefined }));
  const current = chat.log.entries().map(({ item, visibleAt }) => ({
    item,
    isShown: visibleAt <= now && (contactId === undefined || contactId === item.ContactId),
  }));
  return { entries: [...past, ...current], firstCurrent: past.length };
};
