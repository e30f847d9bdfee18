import type { ChatError } from '../../chat/errors.js';
import type { Processing } from '../../chat/processing.js';

/** The service has accepted a message as the item `id`, at `at` ms since the epoch. */
export interface Sent {
  readonly type: 'sent';
  readonly clientToken: string;
  readonly id: string;
  readonly at: number;
  /** Set where the instance processes messages: it is delivered later, was refused by the processor, or that failed. */
  readonly processing?: Processing;
}

/** What becomes of a message, step by step. The last value is `sent`; whatever else it comes to is an error. */
export type SendProgress =
  /** Waits its turn. */
  | { readonly type: 'queued'; readonly clientToken: string }
  /** Is under way. */
  | { readonly type: 'sending'; readonly clientToken: string }
  /** An attempt failed; the next one starts at `resumesAt`, in ms since the epoch. */
  | {
      readonly type: 'waiting';
      readonly clientToken: string;
      readonly attempt: number;
      readonly resumesAt: number;
      readonly error: ChatError;
    }
  | Sent;
