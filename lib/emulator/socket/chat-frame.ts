import type { Item } from '../chat/item.js';
import type { JsonRecord } from '../json.js';

/** Writes the frame that pushes an item: its content is JSON in a string. */
export const chatFrame = (item: Item | JsonRecord): string =>
  JSON.stringify({ content: JSON.stringify(item), contentType: 'application/json', topic: 'aws/chat' });
