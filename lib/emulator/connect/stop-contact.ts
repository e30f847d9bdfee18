import { endChat } from '../chat/membership.js';
import type { JsonRecord } from '../json.js';
import type { Service } from '../service.js';
import { activeChatOf } from './chat-of.js';

/** Ends a chat, as `StopContact` does. */
export const stopContact = (service: Service, body: JsonRecord): JsonRecord => {
  endChat(service, activeChatOf(service, body));
  return {};
};
