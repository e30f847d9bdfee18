import type { WireResponse } from '../service/wire.js';

/** What becomes of a handshake. */
export type HandshakeFate =
  { readonly type: 'refuse'; readonly code?: number; readonly status?: number } | { readonly type: 'hang' };

/** What becomes of the answer to a frame of the client. */
export type ReplyFate =
  | { readonly type: 'silence' }
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'close'; readonly code: number };

/** What becomes of a call. All but the first two happen after the service has acted. */
export type CallFate =
  /** The request never arrives: it fails, or hangs. */
  | { readonly type: 'lose'; readonly hangs: boolean }
  /** `isForeign`: the answer is not the service's. */
  | { readonly type: 'refuse'; readonly response: WireResponse; readonly isForeign?: true }
  /** The answer never arrives. */
  | { readonly type: 'loseAnswer'; readonly hangs: boolean }
  | { readonly type: 'mangle'; readonly change: (response: WireResponse) => WireResponse }
  | { readonly type: 'delay'; readonly ms: number };

/** What is pushed instead of a frame, and when. */
export interface Pushed {
  readonly text: string;
  readonly afterMs: number;
}

/** Ways of the service that can be switched on for a while. */
export type Quirk =
  | 'startRefused'
  | 'startForgotten'
  | 'nextTokenExpired'
  | 'nextTokenRepeated'
  | 'nextTokenEndless'
  | 'pageShort'
  | 'itemUnreadable'
  | 'transcriptLags'
  | 'dateMissing'
  | 'dateWrong';

/** A disturbance: what it asks, it decides; what it leaves `undefined` takes its course. */
export interface Condition {
  readonly kind: string;
  /** By itself it ends after so long. */
  readonly lastsMs: number;
  /** And after taking effect so often. @defaultValue any number of times */
  readonly uses?: number;
  readonly handshake?: () => HandshakeFate | undefined;
  readonly reply?: (topic: string) => ReplyFate | undefined;
  readonly push?: (text: string) => ReadonlyArray<Pushed> | undefined;
  readonly call?: (operation: string) => CallFate | undefined;
  readonly quirk?: Quirk;
}
