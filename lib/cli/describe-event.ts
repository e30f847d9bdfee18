import type { AttachmentEvent, ChatEvent, ChatMessage } from '../chat/event.js';

const saysOf = ({
  content = '',
  attachments = [],
}: Pick<AttachmentEvent, 'content'> & Pick<ChatMessage, 'attachments'>) =>
  [
    ...(content === '' ? [] : [content]),
    ...attachments.map(({ name = 'a file', status }) => `${name} (${status})`),
  ].join(', ');

/** One line about an event: what it is, who it is from, what it says. */
export const describeEvent = (
  event: ChatEvent,
): { readonly what: string; readonly who: string; readonly says: string } => {
  const who = event.type === 'gap' ? '' : (event.participant?.displayName ?? '');
  switch (event.type) {
    case 'message':
    case 'attachment':
      return { what: event.type, who, says: saysOf(event) };
    case 'receipt':
      return { what: event.status, who, says: `message ${event.messageId.slice(0, 8)}` };
    case 'gap':
      return { what: 'gap', who, says: `something may be missing here: ${event.reason}` };
    case 'chatEnded':
      return { what: 'chatEnded', who, says: event.reason };
    case 'unrecognized':
      return { what: 'unrecognized', who, says: event.contentType ?? '' };
    default:
      return { what: event.type, who, says: '' };
  }
};
