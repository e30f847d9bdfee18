import type { ChatError } from '../chat/errors.js';
import type { EndReason } from '../chat/event.js';
import type { Signal } from './signal.js';

/** Where a session stands. `live` means subscribed: what is posted now arrives. */
export type SessionStatus =
  /** Not connected, by its own will. */
  | { readonly type: 'idle' }
  /** On the way to a socket. */
  | { readonly type: 'connecting' }
  /**
   * The service has acknowledged the subscription. Also while the next socket is opened beside this one. `suspect`
   * while that is not certain: the platform says that the network or the page has changed, or a heartbeat is overdue,
   * and the socket has not answered yet.
   */
  | { readonly type: 'live'; readonly suspect?: true }
  /** An attempt failed with `error`; the next one starts at `resumesAt`, in ms since the epoch. */
  | { readonly type: 'waiting'; readonly attempt: number; readonly resumesAt: number; readonly error: ChatError }
  /** The chat is over. Terminal. */
  | { readonly type: 'ended'; readonly reason: EndReason }
  /** The session could not begin, and trying again is of no use. Terminal. */
  | { readonly type: 'failed'; readonly error: ChatError };

export const IDLE: SessionStatus = { type: 'idle' };

const LIVE: SessionStatus = { type: 'live' };
const SUSPECT: SessionStatus = { type: 'live', suspect: true };

/** The status after a signal; the same object where nothing changed. */
export const nextStatus = (status: SessionStatus, signal: Signal): SessionStatus => {
  switch (signal.type) {
    case 'connecting':
      return status.type === 'live' || status.type === 'connecting' ? status : { type: 'connecting' };
    case 'waiting': {
      const { attempt, resumesAt, error } = signal;
      return status.type === 'live' ? status : { type: 'waiting', attempt, resumesAt, error };
    }
    case 'subscribed':
      return status.type === 'live' && status.suspect === undefined ? status : LIVE;
    case 'assured':
      return status.type === 'live' && status.suspect === true ? LIVE : status;
    case 'suspect':
    case 'doubt':
      return status.type === 'live' && status.suspect === undefined ? SUSPECT : status;
    case 'lost':
      return status.type === 'connecting' ? status : { type: 'connecting' };
    case 'offline':
      return status.type === 'idle' ? status : IDLE;
    case 'ended':
      return { type: 'ended', reason: signal.reason };
    case 'failed':
      return { type: 'failed', error: signal.error };
    default:
      return status;
  }
};
