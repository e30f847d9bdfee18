import type { ChatEvent, ChatMessage, FromItem } from './event.js';
import { scans } from './files.js';
import type { Known } from './known.js';

/** The event that tells all that is known of an item. `contactId` stands in where the item names none. */
export const tell = (known: Known, contactId: string): Exclude<ChatEvent, { readonly type: 'gap' }> => {
  if (known.type === 'message' && isPlain(known)) return tellPlain(known, contactId);
  const from = fromItem(known, contactId);
  switch (known.type) {
    case 'message': {
      const { contentType, content, chunk, attachments, processing } = known.item;
      const files = attachments && { attachments };
      const processed = processing && { processing };
      if (known.whole) {
        const streaming = chunk && chunk.number > 0 && { streaming: { completed: true, chunks: chunk.number } };
        return { type: 'message', ...from, contentType, content, ...streaming, ...files, ...processed };
      }
      const { text = '', count = 0 } = known.stream ?? {};
      return {
        type: 'message',
        ...from,
        contentType,
        content: text,
        streaming: { completed: false, chunks: count },
        ...files,
        ...processed,
      };
    }
    case 'attachment': {
      const { attachments, content } = known.item;
      return { type: 'attachment', ...from, attachments, ...(content !== undefined && { content }) };
    }
    case 'unrecognized': {
      const { contentType, raw } = known.item;
      return { type: 'unrecognized', ...from, ...(contentType !== undefined && { contentType }), raw };
    }
    case 'notice': {
      const { notice } = known.item;
      const content = notice.content === undefined ? undefined : { content: notice.content };
      if (notice.type === 'chatEnded') return { type: 'chatEnded', ...from, reason: 'ended' };
      if (notice.type !== 'authenticationInitiated') return { type: notice.type, ...from, ...content };
      const { sessionId } = notice;
      return { type: notice.type, ...from, ...content, ...(sessionId !== undefined && { sessionId }) };
    }
  }
};

const fromItem = ({ item, origin, emittedAs = origin }: Known, contactId: string): FromItem => ({
  id: item.id,
  at: item.at,
  contactId: item.contactId ?? contactId,
  origin: emittedAs,
  ...(item.participant && { participant: item.participant }),
});

/** Neither streamed nor with files, and delivered. */
const isPlain = ({ whole, item }: KnownMessage): boolean =>
  whole && item.chunk === undefined && item.attachments === undefined && item.processing === undefined;

/** Spelled out, because nearly every event of a busy chat is one of these. */
const tellPlain = (known: KnownMessage, fallback: string): ChatMessage => {
  const { item, emittedAs: origin = known.origin } = known;
  const { id, at, contactId = fallback, participant, contentType, content } = item;
  return participant === undefined
    ? { type: 'message', id, at, contactId, origin, contentType, content }
    : { type: 'message', id, at, contactId, origin, participant, contentType, content };
};

/** Whether there is something to tell that `before` had not told yet. */
export const isNews = (before: Known | undefined, after: Known): boolean => {
  if (before === after) return false;
  if (after.type === 'message' && !after.whole && (after.stream?.count ?? 0) === 0) return false;
  if (before?.type !== after.type) return true;
  switch (after.type) {
    case 'message':
      return before.type === 'message' && messageDiffers(before, after);
    case 'attachment':
      return (
        before.type === 'attachment' &&
        (before.item.content !== after.item.content || scans(before.item) !== scans(after.item))
      );
    case 'notice':
      return (
        before.type === 'notice' &&
        (before.item.notice.type !== after.item.notice.type || before.item.notice.content !== after.item.notice.content)
      );
    case 'unrecognized':
      return before.type === 'unrecognized' && before.item.contentType !== after.item.contentType;
  }
};

type KnownMessage = Extract<Known, { readonly type: 'message' }>;
const messageDiffers = (before: KnownMessage, after: KnownMessage): boolean => {
  if (before.whole !== after.whole || before.item.contentType !== after.item.contentType) return true;
  if (before.item.processing !== after.item.processing) return true;
  if (after.item.attachments !== undefined && scans(before.item) !== scans(after.item)) return true;
  return after.whole ? before.item.content !== after.item.content : before.stream?.count !== after.stream?.count;
};
