import type { Item } from '../../chat/item.js';

/**
 * Whether the transcript so far says that the chat has ended. The end of an earlier segment does not count: after it
 * comes something of another contact.
 */
export const isOver = (items: ReadonlyArray<Item>, before: boolean): boolean => {
  let over = before;
  let ended: string | undefined;
  for (const item of [...items].sort((a, b) => a.at - b.at)) {
    if (item.type === 'notice' && item.notice.type === 'chatEnded') {
      over = item.past !== true;
      ended = item.contactId;
    } else if (over && item.contactId !== undefined && item.contactId !== ended) {
      over = false;
    }
  }
  return over;
};
