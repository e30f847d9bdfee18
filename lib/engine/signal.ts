import type { ChatError } from '../chat/errors.js';
import type { EndReason, GapReason, Position } from '../chat/event.js';
import type { Item } from '../chat/item.js';
import type { Diagnostic, RepairReason } from './diagnostic.js';

/** The bearer of every operation but CreateParticipantConnection. */
export interface Credentials {
  readonly connectionToken: string;
  /** By our own clock, in ms since the epoch: when the next one is due. Absent where the service did not say. */
  readonly renewAt?: number;
}

/** One pre-signed socket URL. */
export interface Connection {
  /** Counts the connections of a session, from 1. */
  readonly number: number;
  readonly url: string;
  /** By our own clock: when the next one is due. */
  readonly refreshAt: number;
  /** By our own clock: when it was obtained. The service lets it be opened for 100 seconds. */
  readonly obtainedAt?: number;
}

/**
 * What the three sources of a session tell one another and the stream. Each source reads the signals of the others,
 * and nothing else connects them.
 */
export type Signal =
  /** The session has gone offline of its own will; nothing runs until it connects again. */
  | { readonly type: 'offline' }
  /** refresh: a connection is being made. */
  | { readonly type: 'connecting' }
  /** refresh: here is a socket URL; live opens it. */
  | { readonly type: 'connection'; readonly connection: Connection }
  /** refresh: here is a connection token. */
  | { readonly type: 'credentials'; readonly credentials: Credentials }
  /** refresh: an attempt failed, the next one starts at `resumesAt`. */
  | { readonly type: 'waiting'; readonly attempt: number; readonly resumesAt: number; readonly error: ChatError }
  /** live: the socket of this connection receives from now on. */
  | { readonly type: 'subscribed'; readonly number: number }
  /** live: the socket of this connection never came to receive. */
  | { readonly type: 'refused'; readonly number: number; readonly error: ChatError }
  /** live: the receiving socket is gone and there is no other. */
  | { readonly type: 'lost'; readonly error: ChatError }
  /** live: something speaks against the receiving socket; it has been asked. */
  | { readonly type: 'suspect' }
  /** live: the receiving socket has answered well. */
  | { readonly type: 'assured' }
  /** live: the receiving socket did not answer in time, or not well. It may be deaf. */
  | { readonly type: 'doubt'; readonly heartbeat: 'ping' | 'heartbeat' }
  /** live: something was pushed. */
  | { readonly type: 'item'; readonly item: Item }
  /** backfill: the transcript is being read. */
  | { readonly type: 'reading'; readonly reason: RepairReason }
  /** backfill: the reading waits, for the rate budget, a token or another attempt. Beside a socket that receives nothing is held for it. */
  | { readonly type: 'stalled' }
  /** backfill: the reading that has stalled goes on. What it has shown may be older than all that came meanwhile. */
  | { readonly type: 'continued'; readonly reason: RepairReason }
  /** backfill: part of the transcript; everything up to `frontier`, if given, has now been seen. */
  | { readonly type: 'page'; readonly items: ReadonlyArray<Item>; readonly frontier?: Position }
  /** backfill: older history that the policy does not ask for. */
  | { readonly type: 'skipped'; readonly items: ReadonlyArray<Item> }
  /** an effect: what earlier sessions have emitted, read backwards beside all else. */
  | { readonly type: 'restored'; readonly items: ReadonlyArray<Item> }
  /** backfill: something may be missing here. */
  | { readonly type: 'gap'; readonly reason: GapReason; readonly after?: Position; readonly before?: Position }
  /** backfill: the transcript has been read to its end; `places` are the last items seen there. `over`: it is the end of the chat. */
  | { readonly type: 'caughtUp'; readonly places: ReadonlyArray<Position>; readonly over: boolean }
  /** an effect: a message was posted under this id, so its echo is due. */
  | { readonly type: 'sent'; readonly id: string }
  /** an effect: the service refused this connection token. */
  | { readonly type: 'denied'; readonly connectionToken: string }
  /** an effect: this participant has left. The tokens are of no use any more. */
  | { readonly type: 'left' }
  /** an effect: the transcript is to be read again. */
  | { readonly type: 'repair'; readonly reason: RepairReason }
  /** The chat is over but for one last look at its transcript. */
  | { readonly type: 'closing'; readonly reason: EndReason }
  /** backfill: that look is done. Always the last signal. */
  | { readonly type: 'ended'; readonly reason: EndReason }
  /** refresh: the session cannot begin. Always the last signal. */
  | { readonly type: 'failed'; readonly error: ChatError }
  | { readonly type: 'diagnostic'; readonly diagnostic: Diagnostic };

export type SignalType = Signal['type'];

/** Narrows a signal to some types; for `filter`. */
export const isSignal =
  <T extends SignalType>(...types: ReadonlyArray<T>) =>
  (signal: Signal): signal is Extract<Signal, { readonly type: T }> =>
    (types as ReadonlyArray<SignalType>).includes(signal.type);
