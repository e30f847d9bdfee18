import type { Signal } from '../signal.js';

/** How far the chat is known: whether all that was posted is, and what is needed to tell. */
export interface Currency {
  /** Whether the transcript was read to its end while a socket received, and one has received ever since. */
  readonly isCurrent: boolean;
  readonly isReceiving: boolean;
  /** Whether the reading under way began while a socket received. */
  readonly isSound: boolean;
}

export const UNKNOWN: Currency = { isCurrent: false, isReceiving: false, isSound: false };

/** The currency after a signal; the same object where nothing changed. */
export const nextCurrency = (before: Currency, signal: Signal): Currency => {
  switch (signal.type) {
    case 'subscribed':
      return { ...before, isReceiving: true };
    case 'lost':
    case 'offline':
      return UNKNOWN;
    case 'doubt':
      return { ...before, isCurrent: false, isSound: false };
    case 'reading':
      return { ...before, isSound: before.isReceiving };
    case 'caughtUp':
      return { ...before, isCurrent: before.isCurrent || before.isSound };
    default:
      return before;
  }
};
