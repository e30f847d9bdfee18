import type { ChatError } from './errors.js';
import type { Position } from './event.js';
import type { HandOver } from './hand-over.js';
import type { Processing } from './processing.js';

/** A message to be sent. */
export interface OutgoingMessage {
  /** Never empty; at most `policies.maxContentBytes` of UTF-8. */
  readonly content: string;
  /** @defaultValue `'text/plain'` */
  readonly contentType?: string | undefined;
  /**
   * Names the message, to the service and to the session: sent again with the same token it is neither posted nor shown
   * twice. @defaultValue a new UUID
   */
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
  /** What `session.retry` and `session.discard` take. */
  readonly clientToken: string;
  readonly contentType: string;
  readonly content: string;
  /** The time of the newest item when the message was handed over, in ms since the epoch. */
  readonly at: number;
  /** `rejected`: it was not posted, or the instance's processor refuses it. `unknown`: it may have been posted. */
  readonly status: 'queued' | 'sending' | 'sent' | 'rejected' | 'unknown';
  /** The item that it has become, once that is known. */
  readonly id?: string;
  /** Set where the instance processes messages, and said more than that it has the message. */
  readonly processing?: Processing;
  /** Why it was rejected, or why its outcome is unknown. Absent where an earlier session was told. */
  readonly error?: ChatError;
}

/** An own message that an earlier session could not settle. */
export interface UnsentMessage extends CompleteMessage {
  /** Whether an attempt was under way, so that the service may have it already. */
  readonly mayHaveArrived: boolean;
  /** When the first attempt that may have arrived left, by the clock of that session, in ms since the epoch. */
  readonly postedAt?: number;
  /** How much was known then, or, where nothing had left, when this was written. */
  readonly handOver?: HandOver;
  /** The own message that it has become, as far as one can tell without an answer. */
  readonly echo?: Position;
}

/**
 * An own message that came to nothing, or perhaps to nothing, or that the service has and the chat does not show yet. It
 * leaves again only when somebody retries it.
 */
export interface UndeliveredMessage extends UnsentMessage {
  /** Where the transcript shows it: the time of the newest item when it was handed over, in ms since the epoch. */
  readonly at: number;
  readonly status: 'rejected' | 'unknown' | 'sent';
  readonly processing?: Processing;
}
