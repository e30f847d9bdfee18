import type { ChatEvent } from '../chat/event.js';

/** One line about an event: what it is, who it is from, what it says. */
export const describeEvent = (
  event: ChatEvent,
): { readonly what: string; readonly who: string; readonly says: string } => {
  const who = event.type === 'gap' ? '' : (event.participant?.displayName ?? '');
  switch (event.type) {
    case 'message':
      return { what: 'message', who, says: event.content };
    case 'attachment':
      return {
        what: 'attachment',
        who,
        says: event.attachments.map(({ name = 'a file', status }) => `${name} (${status})`).join(', '),
      };
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
