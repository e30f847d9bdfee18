import type { Attachment } from './attachment.js';
import type { PlainNoticeType } from './notice.js';
import type { Participant } from './participant.js';
import type { Processing } from './processing.js';

/** Which way an item reached us first: pushed on the socket, or read from the transcript. */
export type Origin = 'live' | 'backfill';

/** What every event made from an item of the service carries. */
export interface FromItem {
  /** The item's `Id`; the same in every event that the item gives rise to. */
  readonly id: string;
  /** `AbsoluteTime`, in ms since the epoch. */
  readonly at: number;
  /** The contact segment it belongs to; changes after a transfer. */
  readonly contactId: string;
  readonly origin: Origin;
  /** Set when an event with a greater `at` has been emitted before, by this session or one that it resumes. */
  readonly late?: true;
  readonly participant?: Participant;
}

/** A message. The same `id` again is a newer state of the same message, never a copy. */
export interface ChatMessage extends FromItem {
  readonly type: 'message';
  readonly contentType: string;
  /** The text; while streaming, the text so far. */
  readonly content: string;
  /** Set on streamed messages: `chunks` counts those that `content` is made of. */
  readonly streaming?: { readonly completed: boolean; readonly chunks: number };
  /** Set where files came with it. The same `id` again may tell another status of theirs. */
  readonly attachments?: ReadonlyArray<Attachment>;
  /** Set while, or where, the instance's processing of the message has not plainly delivered it. */
  readonly processing?: Processing;
}

/** Files that were posted, or whose scan has come to another status. */
export interface AttachmentEvent extends FromItem {
  readonly type: 'attachment';
  /** Empty where none could be read and only `content` is known. */
  readonly attachments: ReadonlyArray<Attachment>;
  /** What was written to them, if anything. */
  readonly content?: string;
}

/** One recipient has received or read one message. May come before the message itself. */
export interface ReceiptEvent extends FromItem {
  readonly type: 'receipt';
  readonly messageId: string;
  readonly recipientId: string;
  readonly status: 'delivered' | 'read';
  readonly deliveredAt?: number;
  readonly readAt?: number;
}

/** Something happened, named by `type`. `content` is what the service added to the fact, as it came. */
export interface NoticeEvent extends FromItem {
  readonly type: Exclude<PlainNoticeType, 'chatEnded'>;
  readonly content?: string;
}

/** The service asks this customer to authenticate. `sessionId` goes into `authenticationUrl`, within a minute. */
export interface AuthenticationInitiatedEvent extends FromItem {
  readonly type: 'authenticationInitiated';
  readonly sessionId?: string;
  readonly content?: string;
}

/** Why a chat counts as ended. */
export type EndReason =
  /** The service said so. */
  | 'ended'
  /** This session left it by `disconnect()`. */
  | 'disconnected'
  /** The service refused the session after it had been live: the chat ended while it was away. */
  | 'accessDenied';

/** The chat is over; always the last event. Without `id` and `origin` where the service never said it. */
export interface ChatEndedEvent extends Partial<Omit<FromItem, 'contactId' | 'at'>> {
  readonly type: 'chatEnded';
  readonly at: number;
  readonly contactId: string;
  readonly reason: EndReason;
}

/** An item of a kind this version does not know, as it came. */
export interface UnrecognizedEvent extends FromItem {
  readonly type: 'unrecognized';
  readonly contentType?: string;
  readonly raw: unknown;
}

/** A place in the order of a chat. */
export interface Position {
  readonly at: number;
  readonly id: string;
}

/** Why something may be missing. */
export type GapReason =
  /** The transcript no longer holds, or refuses, the last item known. */
  | 'overlapNotFound'
  /** The transcript went on beyond `policies.maxPages`. */
  | 'tooManyPages'
  /** The chat ended while the session was away, and its transcript could not be read any more. */
  | 'transcriptDenied'
  /** The transcript held items that could not be read. */
  | 'unreadableItems';

/**
 * Items between `after` and `before` may exist that could not be recovered; also at the very time of either, because
 * within a millisecond the transcript has an order of its own.
 */
export interface GapEvent {
  readonly type: 'gap';
  readonly contactId: string;
  readonly reason: GapReason;
  /** The last item before the gap; absent when it reaches back to the beginning. */
  readonly after?: Position;
  /** The first item after the gap; absent when nothing came after it. */
  readonly before?: Position;
}

/** Everything that happens in a chat, tagged by `type`. */
export type ChatEvent =
  | ChatMessage
  | AttachmentEvent
  | ReceiptEvent
  | NoticeEvent
  | AuthenticationInitiatedEvent
  | ChatEndedEvent
  | UnrecognizedEvent
  | GapEvent;
