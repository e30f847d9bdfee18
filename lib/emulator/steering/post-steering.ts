import type { Chat } from '../chat/chat.js';
import { composeItem } from '../chat/compose-item.js';
import type { Item } from '../chat/item.js';
import type { ParticipantRole, Speaker } from '../chat/participant.js';
import { eventType } from '../chat/content-type.js';
import { publish, type Publication } from '../chat/publish.js';
import { recordReceipt } from '../chat/record-receipt.js';
import type { JsonRecord } from '../json.js';
import type { Service } from '../service.js';
import { createMessageStream, type ChunkedMessage, type MessageStream, type StreamStart } from './message-stream.js';

/** Who says something: a participant, or else the flow, possibly under another name and role. */
export interface SpeakerChoice {
  readonly participantId?: string | undefined;
  /** @defaultValue `'SYSTEM_MESSAGE'` */
  readonly displayName?: string | undefined;
  /** @defaultValue `'SYSTEM'` */
  readonly role?: ParticipantRole | undefined;
}

/** A message to be posted. */
export interface MessagePost extends SpeakerChoice {
  readonly content: string;
  /** @defaultValue `'text/plain'` */
  readonly contentType?: string | undefined;
}

/** An event to be posted; without a speaker it has none, as `chat.ended` has not. */
export interface EventPost extends SpeakerChoice {
  readonly content?: string | undefined;
  /** Whether GetTranscript shows it. @defaultValue as the service does for this type of event */
  readonly persist?: boolean | undefined;
}

/** Posts things into a chat that no client under test has sent. */
export interface PostSteering {
  /** Posts a message: it is persisted and pushed. Without further ado it comes from the flow. */
  readonly postMessage: (contactId: string, post: MessagePost) => Item;
  /** The same, named for what it mostly is: a prompt of the flow (`SYSTEM_MESSAGE`) or the word of a bot (`BOT`). */
  readonly postSystemMessage: (contactId: string, post: MessagePost) => Item;
  /** Posts a message that is persisted and never pushed: a lost frame. */
  readonly postSilently: (contactId: string, post: MessagePost) => Item;
  /** Posts an event, by its full content type or by its short name such as `participant.idle`. */
  readonly postEvent: (contactId: string, contentType: string, post?: EventPost) => Item;
  /** Posts a message chunk by chunk, all with one id, and then, unless told otherwise, completes it. */
  readonly postChunks: (contactId: string, chunks: ReadonlyArray<string>, post?: ChunkedMessage) => Item;
  /** Opens a message to be streamed in steps. */
  readonly streamMessage: (contactId: string, start?: StreamStart) => MessageStream;
  /** Notes a participant's receipt for a message and pushes it. */
  readonly postReceipt: (participantId: string, messageId: string, kind: 'delivered' | 'read') => Item | undefined;
  /** Pushes an item exactly as given to all subscribed sockets of the chat and forgets it. */
  readonly pushItem: (contactId: string, item: JsonRecord) => void;
}

/** Resolves a choice of speaker. */
const speakerFor = (service: Service, chat: Chat, { participantId, displayName, role }: SpeakerChoice): Speaker => {
  const known = participantId === undefined ? chat.flow : service.chats.member(participantId).participant.speaker();
  return { ...known, ...(displayName !== undefined && { displayName }), ...(role !== undefined && { role }) };
};

const post = (service: Service, contactId: string, message: MessagePost, how: Publication = {}): Item => {
  const chat = service.chats.chat(contactId);
  const { content, contentType = 'text/plain' } = message;
  const draft = { type: 'MESSAGE', content, contentType, speaker: speakerFor(service, chat, message) } as const;
  return publish(service, chat, composeItem(chat, service.clock.now(), draft), how);
};

const postEvent = (service: Service, contactId: string, name: string, event: EventPost): Item => {
  const chat = service.chats.chat(contactId);
  const { content, persist, ...choice } = event;
  const speaker = Object.values(choice).some((value) => value !== undefined)
    ? speakerFor(service, chat, choice)
    : undefined;
  const contentType = name.includes('/') ? name : eventType(name);
  const draft = {
    type: 'EVENT',
    contentType,
    ...(content !== undefined && { content }),
    ...(speaker && { speaker }),
  } as const;
  const item = composeItem(chat, service.clock.now(), draft);
  return publish(service, chat, item, persist === undefined ? {} : { persist });
};

/** Makes the methods that post things into chats. */
export const createPostSteering = (service: Service): PostSteering => {
  const postMessage = (contactId: string, message: MessagePost): Item => post(service, contactId, message);
  const streamMessage = (
    contactId: string,
    { contentType, displayName = 'BOT', role }: StreamStart = {},
  ): MessageStream => {
    const chat = service.chats.chat(contactId);
    const speaker = speakerFor(service, chat, { displayName, role });
    return createMessageStream(service, chat, speaker, contentType ?? 'text/markdown');
  };
  return {
    postMessage,
    postSystemMessage: postMessage,
    postSilently: (contactId, message) => post(service, contactId, message, { push: false }),
    postEvent: (contactId, contentType, event = {}) => postEvent(service, contactId, contentType, event),
    streamMessage,
    postChunks: (contactId, chunks, { completed, ...start } = {}) => {
      const stream = streamMessage(contactId, start);
      const items = chunks.map((chunk) => stream.push(chunk));
      const last = items.at(-1);
      if (completed !== false) return stream.complete(completed);
      return last ?? stream.push('');
    },
    postReceipt: (participantId, messageId, kind) =>
      recordReceipt(service, service.chats.member(participantId), { messageId, read: kind === 'read' }),
    pushItem: (contactId, item) => {
      const participants = service.chats.chat(contactId).participants();
      service.sockets.push(
        participants.map((one) => one.participantId),
        item,
      );
    },
  };
};
