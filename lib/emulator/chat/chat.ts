import { randomUUID } from 'node:crypto';

import type { TranscriptItem } from './item.js';
import type { MessageProcessor } from './message-processor.js';
import type { Participant, Speaker } from './participant.js';
import { createTranscriptLog, type TranscriptLog } from './transcript-log.js';

/** What a chat is started with. */
export interface ChatOrigin {
  readonly supportedContentTypes: ReadonlyArray<string>;
  /** Items of earlier chats which this one continues, oldest first. */
  readonly past: ReadonlyArray<TranscriptItem>;
  readonly continuedFromContactId?: string;
  /** Processes what participants send; the emulator's own where it is absent. */
  readonly messageProcessor?: MessageProcessor;
}

/** One chat: a chain of contacts of which the last is current. */
export interface Chat extends ChatOrigin {
  readonly initialContactId: string;
  readonly log: TranscriptLog;
  /** Who speaks for the flow. */
  readonly flow: Speaker;
  readonly contactId: () => string;
  readonly contactIds: () => ReadonlyArray<string>;
  readonly moveTo: (contactId: string) => void;
  readonly participants: () => ReadonlyArray<Participant>;
  readonly add: (participant: Participant) => void;
  /** Gives the time to write on the next item: the given one, but never earlier than the item before. */
  readonly stampAt: (now: number) => number;
  readonly endedAt: () => number | undefined;
  readonly end: (at: number) => void;
  readonly isStreaming: () => boolean;
  readonly startStreaming: () => void;
}

/** Makes a chat without participants. */
export const createChat = (origin: ChatOrigin): Chat => {
  const initialContactId: string = randomUUID();
  const contactIds = [initialContactId];
  const participants: Participant[] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  let endedAt: number | undefined;
  let streaming = false;
  return {
    ...origin,
    initialContactId,
    log: createTranscriptLog(),
    flow: { participantId: randomUUID(), displayName: 'SYSTEM_MESSAGE', role: 'SYSTEM' },
    contactId: () => contactIds.at(-1) ?? initialContactId,
    contactIds: () => contactIds,
    moveTo: (contactId) => void contactIds.push(contactId),
    participants: () => participants,
    add: (participant) => void participants.push(participant),
    stampAt: (now) => (lastAt = Math.max(lastAt, now)),
    endedAt: () => endedAt,
    end: (at) => {
      endedAt ??= at;
    },
    isStreaming: () => streaming,
    startStreaming: () => {
      streaming = true;
    },
  };
};
