import type { Observable, Subscription } from 'rxjs';
import type { ChatEvent, ChatMessage } from '../chat/event.js';
import type { OutgoingMessage } from '../chat/outgoing-message.js';
import type { Participant } from '../chat/participant.js';
import type { Transcript } from '../chat/transcript.js';
import type { View } from '../chat/view.js';
import type { Checkpoint } from './checkpoint.js';
import type { Diagnostic } from './diagnostic.js';
import type { SendProgress } from './effects/send-progress.js';
import type { DownloadProgress } from './effects/download-attachment.js';
import type { HistoryPage } from './effects/history.js';
import type { AttachmentSource, UploadProgress } from './effects/send-attachment.js';
import type { SessionStatus } from './status.js';

/**
 * One participant's part in one chat. Nothing happens before `connect()`.
 *
 * The effects, from `send` on, are cold: one subscription is one action, its progress comes as values, its failure as
 * a `ChatError`. They check their arguments when they are called and throw an `InvalidArgumentError`. They wait while
 * the session is offline or has no connection token, and fail with a `ChatEndedError` when the chat has ended.
 */
export interface Session {
  /**
   * Connects, if it has not yet. Each call gives a subscription of its own; `policies.offlineGraceMs` after the last one
   * is unsubscribed the session goes offline, without leaving the chat. Connecting again resumes, and whatever was posted
   * meanwhile arrives. The subscriptions are closed when the chat has ended; after that, and where the session has
   * failed, a closed one is all that it gives.
   */
  readonly connect: () => Subscription;
  /** Replays the present status. Completes after `ended` or `failed`. */
  readonly status$: Observable<SessionStatus>;
  /**
   * The one stream. Hot: a late subscriber gets what comes after. Completes after `chatEnded`; errors only when the
   * session could not begin, with what `status$` says. No other stream errors: they complete.
   */
  readonly event$: Observable<ChatEvent>;
  /** The messages of `event$`, streamed ones growing until they are completed. Hot; completes with it, never errors. */
  readonly message$: Observable<ChatMessage>;
  /**
   * The chat as it stands, own messages under way included. Replays; bursts are one emission, and none says the same as
   * the one before. After `resumeFrom` it shows again what earlier sessions showed, as far as `policies.restore` says:
   * that is read while somebody subscribes. Completes when the events have and the fate of each own message is known.
   */
  readonly transcript$: Observable<Transcript>;
  /** Who else is typing. Replays; expires by itself, and a message of theirs ends it. Completes after the events. */
  readonly typing$: Observable<ReadonlyArray<Participant>>;
  /**
   * Who is in the chat, in the order in which they first came. Replays. By all that is known: what was emitted, what the
   * history policy left out, what was loaded, what earlier sessions knew. Completes with the events, when the chat has
   * ended after an empty list.
   */
  readonly participants$: Observable<ReadonlyArray<Participant>>;
  /**
   * What a later session needs to go on from here. Replays; emits `policies.transcriptMs` after something of it has
   * changed, and at once when an own message leaves or has come to nothing. Completes when the events have and nothing is
   * unsent any more. Contains tokens: keep it as safe as them.
   */
  readonly checkpoint$: Observable<Checkpoint>;
  /** What went wrong and what was done about it, without secrets. Hot. Never errors. */
  readonly diagnostic$: Observable<Diagnostic>;

  /**
   * Posts a message. Messages leave in the order of subscription, each after the one before is settled. Unsubscribing only
   * stops listening: a message that was accepted leaves, and `discard` takes it back.
   *
   * With the ClientToken of a message that waits or is on its way it joins in; of one that came to nothing, it tries that
   * one again; of one that was sent lately, it emits how. So a message never shows twice.
   *
   * Errors with a `ChatEndedError` when the chat has ended, or ends before the message has left; with an
   * `OutcomeUnknownError` where it may have arrived and nothing shows that it did; with an `OutboxFullError`, with a
   * `DiscardedError`, or with what the service rejects it for. What errors stays in `transcript$` as `rejected` or
   * `unknown`, unless it was never accepted.
   */
  readonly send: (message: string | OutgoingMessage) => Observable<SendProgress>;
  /**
   * Tries a message once more that `transcript$` shows as `rejected` or `unknown`; joins in with one that is on its way.
   * What may have arrived is looked for first, and posted again under the same ClientToken only where it is not there.
   * Emits and errors as `send`; with an `InvalidArgumentError` where no message of this session has that ClientToken.
   */
  readonly retry: (clientToken: string) => Observable<SendProgress>;
  /**
   * Takes a message back that waits, is on its way, was rejected or has an unknown outcome: it is not posted any more,
   * and leaves `transcript$` and `checkpoint$`. Who listens to it gets a `DiscardedError`. What may have arrived cannot be
   * taken back: if it did, the chat shows it. Does nothing where there is no such message, or it has been sent.
   */
  readonly discard: (clientToken: string) => void;
  /** Tells the others that this participant types; at most once in `policies.typingThrottleMs`, else it completes. */
  readonly sendTyping: () => Observable<void>;
  /** Posts a file: announces it, uploads its bytes, completes it. Unsubscribing aborts. */
  readonly sendAttachment: (file: AttachmentSource) => Observable<UploadProgress>;
  /** Fetches the bytes of a file. Unsubscribing aborts. */
  readonly downloadAttachment: (attachmentId: string) => Observable<DownloadProgress>;
  /** Says that a message has arrived. Collected: the newest stands for those before it. */
  readonly markDelivered: (id: string) => Observable<void>;
  /** Says that a message has been read. Collected: the newest stands for those before it. */
  readonly markRead: (id: string) => Observable<void>;
  /**
   * Reads up to `count` items older than all that this session and those that it resumes have shown, past contacts of a
   * persistent chat included.
   */
  readonly loadEarlier: (count: number) => Observable<HistoryPage>;
  /** Fetches the view that a `ViewResource` message names. */
  readonly describeView: (viewToken: string) => Observable<View>;
  /** Fetches the page at which the customer authenticates, for a session of `authenticationInitiated`. */
  readonly authenticationUrl: (request: {
    readonly sessionId: string;
    readonly redirectUri: string;
  }) => Observable<string>;
  /** Declines to authenticate. */
  readonly cancelAuthentication: (sessionId: string) => Observable<void>;
  /**
   * Leaves the chat, offline too. Completes when the service has accepted; the events complete when the chat has ended,
   * for which an online session stays online, whoever unsubscribes meanwhile.
   */
  readonly disconnect: () => Observable<void>;
}
