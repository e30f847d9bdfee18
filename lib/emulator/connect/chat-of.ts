import type { Chat } from '../chat/chat.js';
import { requiredText } from '../http/field.js';
import { ServiceError } from '../http/service-error.js';
import type { JsonRecord } from '../json.js';
import type { Service } from '../service.js';

/** Gives the chat of a contact id or refuses, as the `connect` service does for contacts it does not have. */
export const chatOf = (service: Service, body: JsonRecord, member: string): Chat => {
  const chat = service.chats.findChat(requiredText(body, member, { max: 256 }));
  if (chat === undefined) throw new ServiceError('ResourceNotFoundException', 'The contact was not found.');
  return chat;
};

/** As {@link chatOf}, for contacts that have not ended. */
export const activeChatOf = (service: Service, body: JsonRecord): Chat => {
  const chat = chatOf(service, body, 'ContactId');
  if (chat.endedAt() !== undefined) throw new ServiceError('ResourceNotFoundException', 'The contact has ended.');
  return chat;
};
