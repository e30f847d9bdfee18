import type { Contacts } from '../../chat/contacts.js';
import type { Item } from '../../chat/item.js';

/** What the transcript so far says of the end of the chat. */
export interface Ending {
  readonly over: boolean;
  /** The contact that has ended. */
  readonly contactId?: string;
}

export const NO_ENDING: Ending = { over: false };

/**
 * Whether the chat has ended, after some more items. The end of another contact than the present one does not count,
 * nor what others say after its own; and where a later one turns out to have begun, something of that comes behind the
 * end of the one before.
 */
export const nextEnding = (ending: Ending, items: ReadonlyArray<Item>, isPresent: Contacts['isPresent']): Ending => {
  let next = ending;
  for (const item of [...items].sort((a, b) => a.at - b.at)) {
    if (item.contactId !== undefined && !isPresent(item.contactId)) continue;
    if (item.type === 'notice' && item.notice.type === 'chatEnded') {
      next = { over: item.past !== true, ...(item.contactId !== undefined && { contactId: item.contactId }) };
    } else if (next.over && item.contactId !== undefined && item.contactId !== next.contactId) {
      next = NO_ENDING;
    }
  }
  return next;
};
