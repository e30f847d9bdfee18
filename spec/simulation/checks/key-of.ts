import type { ChatEvent } from '../../../lib/chat/event.js';

/**
 * Names the change that an event tells: the same key twice is the same change told twice. A gap tells none, nor does
 * an end that was concluded from a refusal.
 */
export const keyOf = (event: ChatEvent): string | undefined => {
  switch (event.type) {
    case 'gap':
      return undefined;
    case 'chatEnded':
      return event.id === undefined ? undefined : `${event.id}|chatEnded`;
    case 'message':
      // A text only grows, so its length tells each of its states.
      return `${event.id}|${event.streaming?.completed === false ? 'part' : 'whole'} ${event.content.length}`;
    case 'attachment':
      return `${event.id}|${event.attachments.map(({ status }) => status).join()}`;
    case 'receipt':
      return receiptKey(event.messageId, event.recipientId, event.status);
    default:
      return `${event.id}|${event.type}`;
  }
};

export const receiptKey = (messageId: string, recipientId: string, status: string): string =>
  `receipt|${messageId}|${recipientId}|${status}`;

/** Whether an event tells something that the transcript keeps. */
export const isPersisted = (event: ChatEvent): boolean =>
  event.type !== 'gap' &&
  event.type !== 'typing' &&
  !event.type.startsWith('participantIdle') &&
  event.type !== 'participantReturned' &&
  event.type !== 'participantAutoDisconnected' &&
  !(event.type === 'message' && event.streaming?.completed === false);
