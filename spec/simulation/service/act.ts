import type { Plan, TrafficStep } from '../plan/plan.js';
import type { Traits } from '../plan/traits.js';
import { entryAt } from '../random.js';
import { secret, sharedText } from '../secret.js';
import type { VirtualTime } from '../virtual-time.js';
import { postAttachment } from './attachments.js';
import { OTHERS, SELF } from './authors.js';
import type { Author, Chat } from './chat.js';
import { LASTING, PASSING, type LastingNotice, type PassingNotice } from './notices.js';

const LASTING_NAMES: readonly [LastingNotice, ...ReadonlyArray<LastingNotice>] = [
  'participantJoined',
  'participantLeft',
  'participantInvited',
  'transferSucceeded',
  'transferFailed',
];
const PASSING_NAMES: readonly [PassingNotice, ...ReadonlyArray<PassingNotice>] = [
  'typing',
  'typing',
  'participantIdle',
  'participantReturned',
  'participantAutoDisconnected',
];

/** Posts a message of somebody else, of a text that no other has. */
export const postMessage = (chat: Chat, author: Author): void => {
  const id = chat.newId();
  chat.post({ id, author, type: 'MESSAGE', contentType: 'text/plain', content: secret('text', id), state: 'whole' });
};

/** Posts from another device of our own, by nobody's ClientToken. */
export const postOwn = (chat: Chat, text: number): void => {
  if (chat.endedAt() !== undefined) return;
  const content = sharedText(text);
  chat.post({ author: SELF, type: 'MESSAGE', contentType: 'text/plain', content, state: 'whole' });
};

const stream = (
  chat: Chat,
  time: VirtualTime,
  { streamStandsFirst: standsFirst, showsHalves }: Traits,
  author: Author,
  chunks: number,
  everyMs: number,
): void => {
  const [id, startedAt, order, contactId] = [chat.newId(), chat.stamp(), chat.nextOrder(), chat.contactId()];
  let text = '';
  const say = (number: number): void => {
    if (chat.endedAt() !== undefined) return;
    const at = standsFirst ? startedAt : chat.stamp();
    const isLast = number > chunks;
    const delta = `${secret('chunk', `${id}-${number}`)} `;
    const metadata = { MessageMetadata: { MessageId: id, MessageCompleted: isLast, ChunkNumber: number } };
    const common = { id, at, author, contactId, type: 'MESSAGE', contentType: 'text/markdown' };
    if (isLast) {
      // In the transcript there is one whole message; the frame says besides that it was streamed.
      chat.post({ ...common, ...(standsFirst && { order }), content: text, state: 'whole', pushed: metadata });
      return;
    }
    text += delta;
    chat.mention({ ...common, content: delta, state: '', fields: metadata });
    const half = { ...common, ...(standsFirst && { order }), content: text, state: 'half' };
    if (showsHalves !== undefined) chat.showHalf(half, showsHalves === 'chunks' ? number : undefined);
    time.after(everyMs, () => say(number + 1));
  };
  say(1);
};

/** Lets others do in the chat what a step says. */
export const act = (chat: Chat, time: VirtualTime, { traits }: Plan, step: TrafficStep): void => {
  if (chat.endedAt() !== undefined) return;
  const author = entryAt(OTHERS, step.author);
  switch (step.type) {
    case 'message':
      for (let count = step.count; count > 0; count -= 1) postMessage(chat, author);
      return;
    case 'stream':
      return stream(chat, time, traits, author, step.chunks, step.everyMs);
    case 'attachment':
      return postAttachment(chat, time, { ...step, author, attachmentId: `other-${chat.newId()}` });
    case 'receipt': {
      const own = chat.posts().filter((post) => post.own);
      const message = own[own.length - 1 - step.back];
      return message && chat.acknowledge(message.id, author.id, step.isRead);
    }
    case 'notice': {
      const name = entryAt(LASTING_NAMES, step.pick);
      if (name === 'transferSucceeded') chat.transfer();
      return void chat.post({ author, type: 'EVENT', contentType: LASTING[name], state: name });
    }
    case 'passing':
      return chat.mention({
        author: step.pick > 0.9 ? SELF : author,
        type: 'EVENT',
        contentType: PASSING[entryAt(PASSING_NAMES, step.pick)],
        state: '',
      });
    case 'odd':
      return void chat.post({
        author,
        type: 'EVENT',
        contentType: 'application/x-news',
        content: secret('odd', step.at),
        state: 'unrecognized',
      });
  }
};
