import { UnknownSubjectError } from '../emulator-error.js';
import type { Chat } from './chat.js';
import type { Participant } from './participant.js';

/** A participant together with the chat it takes part in. */
export interface Membership {
  readonly chat: Chat;
  readonly participant: Participant;
}

/** All chats of an emulator, found by every id and token that names them. */
export interface ChatRegistry {
  readonly addChat: (chat: Chat) => void;
  /** Makes a further contact of a chat findable. */
  readonly addContact: (contactId: string, chat: Chat) => void;
  readonly addParticipant: (chat: Chat, participant: Participant) => void;
  readonly findChat: (contactId: string) => Chat | undefined;
  /** Gives the chat or throws {@link UnknownSubjectError}. */
  readonly chat: (contactId: string) => Chat;
  /** Gives the participant or throws {@link UnknownSubjectError}. */
  readonly member: (participantId: string) => Membership;
  readonly byParticipantToken: (token: string) => Membership | undefined;
}

/** Makes an empty registry. */
export const createChatRegistry = (): ChatRegistry => {
  const chats = new Map<string, Chat>();
  const byId = new Map<string, Membership>();
  const byToken = new Map<string, Membership>();
  return {
    addChat: (chat) => void chats.set(chat.initialContactId, chat),
    addContact: (contactId, chat) => void chats.set(contactId, chat),
    addParticipant: (chat, participant) => {
      chat.add(participant);
      byId.set(participant.participantId, { chat, participant });
      byToken.set(participant.participantToken, { chat, participant });
    },
    findChat: (contactId) => chats.get(contactId),
    chat: (contactId) => {
      const chat = chats.get(contactId);
      if (chat === undefined) throw new UnknownSubjectError('contact', contactId);
      return chat;
    },
    member: (participantId) => {
      const membership = byId.get(participantId);
      if (membership === undefined) throw new UnknownSubjectError('participant', participantId);
      return membership;
    },
    byParticipantToken: (token) => byToken.get(token),
  };
};
