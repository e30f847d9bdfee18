import type { ChatError } from './errors.js';

/** A message to be sent. */
export interface OutgoingMessage {
  /** Never empty; at most `policies.maxContentBytes` of UTF-8. */
  readonly content: string;
  /** @defaultValue `'text/plain'` */
  readonly contentType?: string | undefined;
  /** Names the message to the service: sent again with the same token it is not posted twice. @defaultValue a new UUID */
  readonly clientToken?: string | undefined;
}

/** A message with all that the service is given of it. */
export interface CompleteMessage {
  readonly content: string;
  readonly contentType: string;
  readonly clientToken: string;
}

/** An own message that the chat does not show yet, and what has become of it. */
export interface PendingMessage {
  readonly type: 'pending';
  readonly clientToken: string;
  readonly contentType: string;
  readonly content: string;
  /** The time of the newest item when the message was handed over, in ms since the epoch. */
  readonly at: number;
  readonly status: 'queued' | 'sending' | 'sent' | 'rejected' | 'unknown';
  /** The item that it has become, once that is known. */
  readonly id?: string;
  /** Why it was rejected, or why its outcome is unknown. */
  readonly error?: ChatError;
}

/** An own message that an earlier session could not settle. */
export interface UnsentMessage extends CompleteMessage {
  /** Whether an attempt was under way, so that the service may have it already. */
  readonly mayHaveArrived: boolean;
}
