import { EPOCH } from '../epoch.js';
import { secret, sharedText } from '../secret.js';
import { OTHERS, SELF } from '../service/authors.js';
import type { Traits } from '../plan/traits.js';
import type { Chat } from '../service/chat.js';
import { LASTING } from '../service/notices.js';

/** Fills a chat with what was posted before the session first connects. */
export const populate = (chat: Chat, { pastPosts: count, pastOwnPosts = 0, timeGrainMs }: Traits): void => {
  const begins = EPOCH - (count + pastOwnPosts + 2) * 1_000;
  chat.post({
    at: begins,
    author: SELF,
    type: 'EVENT',
    contentType: LASTING.participantJoined,
    state: 'participantJoined',
    pushed: false,
  });
  for (let index = 0; index < count; index += 1) {
    const id = chat.newId();
    chat.post({
      id,
      // Some share their millisecond with the one before.
      at: begins + 1_000 * (index + 1 - (index % 7 === 3 && timeGrainMs !== 0 ? 1 : 0)),
      author: OTHERS[0],
      type: 'MESSAGE',
      contentType: 'text/plain',
      content: secret('text', id),
      state: 'whole',
      pushed: false,
    });
  }
  for (let index = 0; index < pastOwnPosts; index += 1) {
    chat.post({
      at: begins + 1_000 * (count + index + 1),
      author: SELF,
      type: 'MESSAGE',
      contentType: 'text/plain',
      content: sharedText(1 + (index % 2)),
      state: 'whole',
      pushed: false,
    });
  }
};
