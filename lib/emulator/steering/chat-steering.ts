import { randomUUID } from 'node:crypto';

import type { Membership } from '../chat/chat-registry.js';
import type { MessageProcessor } from '../chat/message-processor.js';
import type { ChatOpening } from '../chat/open-chat.js';
import { openChat } from '../chat/open-chat.js';
import { announceEvent, depart, endChat, join, leave } from '../chat/membership.js';
import { createParticipant, type ParticipantRole } from '../chat/participant.js';
import type { Service } from '../service.js';

/** What a client needs to take part in a chat. */
export interface EmulatedChatDetails {
  readonly contactId: string;
  readonly initialContactId: string;
  readonly participantId: string;
  readonly participantToken: string;
}

/** What a chat is started with. */
export interface ChatStart {
  /** Name of the customer. @defaultValue `'Customer'` */
  readonly displayName?: string | undefined;
  /** Content types participants may send. @defaultValue plain text, markdown, JSON and interactive responses */
  readonly supportedContentTypes?: ReadonlyArray<string> | undefined;
  /** A message of the customer that is there from the beginning. */
  readonly initialMessage?: { readonly content: string; readonly contentType: string } | undefined;
  /** Contact of an earlier chat that this one continues. */
  readonly persistentFrom?: string | undefined;
  /** How much of it. @defaultValue `'ENTIRE_PAST_SESSION'` */
  readonly rehydrationType?: 'ENTIRE_PAST_SESSION' | 'FROM_SEGMENT' | undefined;
  /** Processes what the participants of this chat send. @defaultValue the emulator's `messageProcessor` */
  readonly messageProcessor?: MessageProcessor | undefined;
}

/** Who is added to a chat. */
export interface ParticipantStart {
  readonly displayName: string;
  /** @defaultValue `'AGENT'` */
  readonly role?: ParticipantRole | undefined;
  /** Whether `participant.joined` happens now or when the participant connects. @defaultValue `'now'` */
  readonly joins?: 'now' | 'on-connection' | undefined;
}

/** Who takes a chat over: what is absent is as with any agent. */
type Successor = { readonly [Name in keyof ParticipantStart]?: ParticipantStart[Name] | undefined };

/** Starts, peoples and ends chats. */
export interface ChatSteering {
  /** Starts a chat; its customer joins by connecting. */
  readonly startChat: (start?: ChatStart) => EmulatedChatDetails;
  /** Adds a participant to a chat that has not ended. */
  readonly addParticipant: (contactId: string, start: ParticipantStart) => EmulatedChatDetails;
  /** Lets a participant leave; the customer's or last agent's leaving ends the chat. */
  readonly removeParticipant: (participantId: string) => void;
  /** Lets the connection tokens and websocket URLs of a participant expire now, open sockets excepted. */
  readonly expireTokens: (participantId: string) => void;
  /** Ends a chat: `chat.ended` is pushed and from then on everything is refused. */
  readonly endChat: (contactId: string) => void;
  /**
   * Transfers a chat to another agent: `transfer.succeeded`, the agents present leave, the new one joins. The contact id changes, the
   * initial one stays.
   */
  readonly transfer: (contactId: string, to?: Successor) => EmulatedChatDetails;
}

const detailsOf = ({ chat, participant }: Membership): EmulatedChatDetails => ({
  contactId: chat.contactId(),
  initialContactId: chat.initialContactId,
  participantId: participant.participantId,
  participantToken: participant.participantToken,
});

const openingFrom = (service: Service, start: ChatStart): ChatOpening => {
  const { displayName = 'Customer', persistentFrom, rehydrationType = 'ENTIRE_PAST_SESSION', ...rest } = start;
  if (persistentFrom === undefined) return { displayName, ...rest };
  const rehydration = { chat: service.chats.chat(persistentFrom), contactId: persistentFrom, type: rehydrationType };
  return { displayName, rehydration, ...rest };
};

const add = (service: Service, contactId: string, start: ParticipantStart): Membership => {
  const chat = service.chats.chat(contactId);
  const participant = createParticipant(start.role ?? 'AGENT', start.displayName);
  service.chats.addParticipant(chat, participant);
  if ((start.joins ?? 'now') === 'now') join(service, { chat, participant });
  return { chat, participant };
};

const transfer = (service: Service, contactId: string, to: Successor): Membership => {
  const chat = service.chats.chat(contactId);
  const agents = chat.participants().filter((one) => one.role === 'AGENT' && one.state() !== 'left');
  const next = randomUUID();
  chat.moveTo(next);
  service.chats.addContact(next, chat);
  announceEvent(service, chat, 'transfer.succeeded', agents[0]?.speaker() ?? chat.flow);
  const participant = createParticipant(to.role ?? 'AGENT', to.displayName ?? 'Agent');
  service.chats.addParticipant(chat, participant);
  // They depart, they do not leave: the last agent's leaving would end the chat.
  agents.forEach((agent) => depart(service, { chat, participant: agent }));
  if ((to.joins ?? 'now') === 'now') join(service, { chat, participant });
  return { chat, participant };
};

/** Makes the methods that steer chats as a whole. */
export const createChatSteering = (service: Service): ChatSteering => ({
  startChat: (start = {}) => detailsOf(openChat(service, openingFrom(service, start))),
  addParticipant: (contactId, start) => detailsOf(add(service, contactId, start)),
  removeParticipant: (participantId) => leave(service, service.chats.member(participantId)),
  expireTokens: (participantId) => {
    service.connectionTokens.revoke(participantId);
    service.websocketSecrets.revoke(participantId);
  },
  endChat: (contactId) => endChat(service, service.chats.chat(contactId)),
  transfer: (contactId, to = {}) => detailsOf(transfer(service, contactId, to)),
});
