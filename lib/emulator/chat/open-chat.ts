import type { Service } from '../service.js';
import { createChat } from './chat.js';
import type { Membership } from './chat-registry.js';
import { composeItem } from './compose-item.js';
import { MESSAGE_CONTENT_TYPES } from './content-type.js';
import { endChat } from './membership.js';
import type { MessageProcessor } from './message-processor.js';
import { createParticipant } from './participant.js';
import { pastOf, type Rehydration } from './past-of.js';
import { publish } from './publish.js';

/** What a chat is opened with. */
export interface ChatOpening {
  readonly displayName: string;
  readonly supportedContentTypes?: ReadonlyArray<string> | undefined;
  readonly initialMessage?: { readonly content: string; readonly contentType: string } | undefined;
  readonly durationMs?: number | undefined;
  readonly messageProcessor?: MessageProcessor | undefined;
  readonly rehydration?: Rehydration | undefined;
}

/** Opens a chat with its customer, who has to connect before the deadline. */
export const openChat = (service: Service, opening: ChatOpening): Membership => {
  const { rehydration, initialMessage } = opening;
  const chat = createChat({
    supportedContentTypes: opening.supportedContentTypes ?? MESSAGE_CONTENT_TYPES,
    past: rehydration === undefined ? [] : pastOf(rehydration),
    ...(rehydration && { continuedFromContactId: rehydration.contactId }),
    ...(opening.messageProcessor && { messageProcessor: opening.messageProcessor }),
  });
  const participant = createParticipant('CUSTOMER', opening.displayName);
  service.chats.addChat(chat);
  service.chats.addParticipant(chat, participant);
  if (initialMessage !== undefined) {
    const draft = { type: 'MESSAGE', speaker: participant.speaker(), ...initialMessage } as const;
    publish(service, chat, composeItem(chat, service.clock.now(), draft));
  }
  service.timers.after(service.settings.customerConnectDeadlineMs, () => {
    if (participant.state() === 'invited') endChat(service, chat);
  });
  service.timers.after(opening.durationMs ?? service.settings.chatDurationMs, () => endChat(service, chat));
  return { chat, participant };
};
