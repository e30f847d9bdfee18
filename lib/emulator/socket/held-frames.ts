import type { Strike } from '../faults/fault.js';
import type { Timers } from '../timers.js';

/** Frames that wait until another has gone first. */
export interface HeldFrames {
  /** Lets the next frame go first, if it comes within a while. */
  readonly letOvertake: (text: string, strike: Strike) => void;
  /** Gives what sends the frame that the next one may overtake, if there is one. */
  readonly overtaken: () => (() => void) | undefined;
  /** Lets a receipt for the message go first, if it comes within a while. */
  readonly awaitReceipt: (messageId: unknown, text: string, strike: Strike) => void;
  /** Says that a receipt for the message has gone. */
  readonly receipted: (messageId: unknown) => void;
}

const DEFAULT_DELAY_MS = 200;

/** Makes an empty store of the frames that wait for one socket. */
export const createHeldFrames = (timers: Timers, send: (text: string) => void): HeldFrames => {
  let overtaken: (() => void) | undefined;
  const unreceipted = new Map<unknown, () => void>();

  /** Holds a frame back for a while; what is returned lets it go before that. */
  const holdBack = (text: string, { delayMs = DEFAULT_DELAY_MS }: Strike, forget: () => void): (() => void) => {
    const release = (): void => {
      cancel();
      forget();
      send(text);
    };
    const cancel = timers.after(delayMs, release);
    return release;
  };

  return {
    letOvertake: (text, strike) => {
      const release = holdBack(text, strike, () => {
        if (overtaken === release) overtaken = undefined;
      });
      overtaken = release;
    },
    overtaken: () => overtaken,
    awaitReceipt: (messageId, text, strike) => {
      unreceipted.set(
        messageId,
        holdBack(text, strike, () => unreceipted.delete(messageId)),
      );
    },
    receipted: (messageId) => unreceipted.get(messageId)?.(),
  };
};
