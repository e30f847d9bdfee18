import type { ParticipantRole } from './participant.js';

/** A message on its way through the processor of an instance. */
export interface ProcessedMessage {
  readonly content: string;
  readonly contentType: string;
  readonly contactId: string;
  readonly participantId: string;
  readonly role: ParticipantRole;
}

/** What a processor makes of a message. With `delayMs` the answer says that it is processing, and this follows later. */
export type ProcessorVerdict = { readonly delayMs?: number } & (
  | { readonly type: 'approve' }
  /** It is delivered with this text. */
  | { readonly type: 'change'; readonly content: string }
  /** It is never delivered, and the answer says so. With `delayMs` nothing says so. */
  | { readonly type: 'reject' }
  /** It is never delivered, and nothing says so: the answer says that it is processing. */
  | { readonly type: 'suppress' }
  /** The processor failed: it is delivered as it is, or not at all. @defaultValue `isDelivered: true` */
  | { readonly type: 'fail'; readonly isDelivered?: boolean }
);

/**
 * Processes the plain, markdown and JSON messages that participants send, before they are delivered.
 * Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_StartContactMediaProcessing.html
 */
export type MessageProcessor = (message: ProcessedMessage) => ProcessorVerdict;
