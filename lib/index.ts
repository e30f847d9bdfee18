import type { Observable } from 'rxjs';
import type { ChatEvent } from './chat/event.js';
import { eventsOf, type EngineConfig } from './engine/create-engine.js';
import {
  chatEngineOn,
  chatSessionOn,
  type ChatConfig,
  type ChatEngine,
  type ChatSession,
} from './platform/chat-engine.js';
import { nodePorts, type NodePortsOptions } from './platform/node-ports.js';

/** Creates an engine: many sessions that share a rate budget. Throws an `InvalidArgumentError` on an unusable config. */
export const createChatEngine = (config: EngineConfig): ChatEngine => chatEngineOn(nodePorts(), config);

/** Creates one session. Throws an `InvalidArgumentError` on an unusable config. */
export const createChatSession = (config: ChatConfig): ChatSession => chatSessionOn(nodePorts(), config);

/**
 * The events of one chat. Cold: one subscription is one session's life, and unsubscribing goes offline without
 * leaving the chat. Completes after `chatEnded`; errors when the session could not begin, and with an
 * `InvalidArgumentError` on an unusable config.
 */
export const chatEvents = (config: ChatConfig): Observable<ChatEvent> => eventsOf(() => createChatSession(config));

export { nodePorts, type NodePortsOptions };
export { browserPorts } from './platform/browser-ports.js';
export type { AgentChoice, AgentLike } from './platform/agent-choice.js';
export type { ChatConfig, ChatEngine, ChatSession, EngineConfig };
export type { ChatDetails, SessionOptions } from './engine/chat-details.js';
export type { SessionStatus } from './engine/status.js';
export type { Checkpoint } from './engine/checkpoint.js';
export type { Diagnostic, RepairReason } from './engine/diagnostic.js';

export type { Attachment, AttachmentStatus } from './chat/attachment.js';
export type {
  AttachmentEvent,
  AuthenticationInitiatedEvent,
  ChatEndedEvent,
  ChatEvent,
  ChatMessage,
  EndReason,
  GapEvent,
  GapReason,
  NoticeEvent,
  Origin,
  Position,
  ReceiptEvent,
  UnrecognizedEvent,
} from './chat/event.js';
export type { HandOver } from './chat/hand-over.js';
export type { OutgoingMessage, PendingMessage, UndeliveredMessage, UnsentMessage } from './chat/outgoing-message.js';
export type { Processing } from './chat/processing.js';
export type { Participant, ParticipantRole } from './chat/participant.js';
export type { RosterEntry } from './chat/participants.js';
export type { Receipt } from './chat/receipt.js';
export type { Transcript, TranscriptItem, TranscriptMessage, TranscriptRecord } from './chat/transcript.js';
export type { View } from './chat/view.js';
export type {
  Carousel,
  CarouselCard,
  InteractiveBase,
  InteractiveCaption,
  InteractiveChoices,
  InteractiveElement,
  InteractiveImage,
  InteractiveLocation,
  InteractiveMessage,
  InteractiveTimeslot,
  ListPicker,
  Panel,
  QuickReply,
  TimePicker,
  UnknownTemplate,
  ViewResource,
} from './chat/interactive.js';
export { readInteractive } from './protocol/read-interactive.js';

export type { SendProgress } from './engine/effects/send-progress.js';
export type { AttachmentBody, AttachmentSource } from './engine/effects/attachment-source.js';
export type { UploadProgress } from './engine/effects/send-attachment.js';
export type { DownloadProgress } from './engine/effects/download-attachment.js';
export type { HistoryPage } from './engine/effects/history.js';

export type { Failed } from './engine/operators/failed.js';
export { markDelivered } from './engine/operators/mark-delivered.js';
export { markRead } from './engine/operators/mark-read.js';
export { sendAttachments } from './engine/operators/send-attachments.js';
export { sendMessages } from './engine/operators/send-messages.js';
export { sendTyping } from './engine/operators/send-typing.js';

export {
  DEFAULT_POLICIES,
  type HistoryPolicy,
  type Policies,
  type PolicyChanges,
  type Rate,
  type SessionPolicies,
  type SessionPolicyChanges,
} from './engine/policies.js';
export type { HttpBody, HttpEvent, HttpPiece, HttpRequest, HttpResponse, Ports, Socket } from './engine/ports.js';

export { CheckpointStoreError, type CheckpointStoreReason } from './platform/stores/checkpoint-store-error.js';
export type { CheckpointStore } from './platform/stores/checkpoint-store.js';
export { fileStore } from './platform/stores/file-store.js';
export { memoryStore } from './platform/stores/memory-store.js';
export { saveCheckpoints } from './platform/stores/save-checkpoints.js';
export { webStorageStore, type StorageLike } from './platform/stores/web-storage-store.js';
export { withoutSecrets, type WithoutSecretsOptions } from './platform/stores/without-secrets.js';

export {
  AccessDeniedError,
  AttachmentBodyError,
  ChatEndedError,
  ConflictError,
  DiscardedError,
  DownloadRefusedError,
  ForeignAnswerError,
  InternalError,
  InvalidArgumentError,
  NetworkError,
  NotFoundError,
  OutboxFullError,
  OutcomeUnknownError,
  QuotaExceededError,
  RequestTimeoutError,
  ServiceError,
  SlowConsumerError,
  SocketError,
  SubscriptionError,
  ThrottledError,
  UnexpectedStatusError,
  UnreadableError,
  UploadRefusedError,
  ValidationError,
  isTransient,
  type AttachmentBodyReason,
  type CallFacts,
  type ChatError,
  type NetworkFailure,
} from './chat/errors.js';
