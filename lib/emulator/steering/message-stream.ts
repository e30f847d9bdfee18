import { randomUUID } from 'node:crypto';

import type { Chat } from '../chat/chat.js';
import { composeItem } from '../chat/compose-item.js';
import type { Item } from '../chat/item.js';
import type { ParticipantRole, Speaker } from '../chat/participant.js';
import { publish } from '../chat/publish.js';
import type { Service } from '../service.js';

/** Who streams a message, and of which type. */
export interface StreamStart {
  /** @defaultValue `'BOT'` */
  readonly displayName?: string | undefined;
  /** @defaultValue `'SYSTEM'`, the role of Lex bots, and the only one clients take for streaming */
  readonly role?: ParticipantRole | undefined;
  /** @defaultValue `'text/markdown'` */
  readonly contentType?: string | undefined;
}

/** How a list of chunks is posted. */
export interface ChunkedMessage extends StreamStart {
  /** The text of the completed message, or `false` to leave it incomplete. @defaultValue all chunks together */
  readonly completed?: string | false | undefined;
}

/** A bot's message that grows: every frame has the same id, only the completed message is persisted. */
export interface MessageStream {
  readonly id: string;
  /** Pushes a chunk: text to be appended. Its number follows the last one, or is the given one. */
  readonly push: (content: string, chunkNumber?: number) => Item;
  /** Pushes and persists the whole text, by default all chunks together. */
  readonly complete: (content?: string) => Item;
}

/** Opens a message to be streamed. */
export const createMessageStream = (
  service: Service,
  chat: Chat,
  speaker: Speaker,
  contentType: string,
): MessageStream => {
  const id = randomUUID();
  let whole = '';
  let lastNumber = 0;
  const send = (content: string, chunkNumber: number, isCompleted: boolean): Item => {
    const metadata = { MessageId: id, MessageCompleted: isCompleted, ChunkNumber: chunkNumber, Receipts: [] };
    const draft = { type: 'MESSAGE', id, contentType, content, speaker, metadata } as const;
    return publish(service, chat, composeItem(chat, service.clock.now(), draft), { persist: isCompleted });
  };
  return {
    id,
    push: (content, chunkNumber = lastNumber + 1) => {
      whole += content;
      lastNumber = Math.max(lastNumber, chunkNumber);
      return send(content, chunkNumber, false);
    },
    complete: (content = whole) => {
      lastNumber += 1;
      return send(content, lastNumber, true);
    },
  };
};
