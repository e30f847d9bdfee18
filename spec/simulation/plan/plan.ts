import type { Traits } from './traits.js';

/** A disturbance that strikes; each kind takes from the numbers what it needs. */
export interface FaultStep {
  readonly type: 'fault';
  readonly at: number;
  readonly kind: string;
  readonly lastsMs: number;
  readonly count: number;
  /** From [0, 1): which, of whatever there is to choose from. */
  readonly pick: number;
}

/** What others do in the chat. */
export type TrafficStep =
  | { readonly type: 'message'; readonly at: number; readonly author: number; readonly count: number }
  | {
      readonly type: 'stream';
      readonly at: number;
      readonly author: number;
      readonly chunks: number;
      readonly everyMs: number;
    }
  | {
      readonly type: 'attachment';
      readonly at: number;
      readonly author: number;
      readonly scanMs: number;
      readonly isApproved: boolean;
    }
  | {
      readonly type: 'receipt';
      readonly at: number;
      readonly author: number;
      readonly back: number;
      readonly isRead: boolean;
    }
  | { readonly type: 'notice'; readonly at: number; readonly author: number; readonly pick: number }
  | { readonly type: 'passing'; readonly at: number; readonly author: number; readonly pick: number }
  | { readonly type: 'odd'; readonly at: number; readonly author: number };

/** Another device of the participant posts what the session, too, sends; never while one of its sends is under way. */
export interface ElsewhereStep {
  readonly type: 'elsewhere';
  readonly at: number;
  readonly text: number;
}

/** What the user of the session does. */
export type UserStep =
  /** `text`: one that others have too; without it each is its own. */
  | { readonly type: 'send'; readonly at: number; readonly count: number; readonly text?: number }
  /** Does something about the latest send that failed. */
  | { readonly type: 'settle'; readonly at: number; readonly how: 'retry' | 'discard' }
  | { readonly type: 'courtesy'; readonly at: number; readonly what: 'typing' | 'delivered' | 'read' | 'earlier' }
  | { readonly type: 'upload'; readonly at: number; readonly bytes: number }
  | { readonly type: 'offline'; readonly at: number; readonly lastsMs: number }
  /** Another component connects the session, and leaves it after so long. */
  | { readonly type: 'visit'; readonly at: number; readonly lastsMs: number }
  /** The process ends, and another one goes on from its last checkpoint. */
  | { readonly type: 'restart'; readonly at: number; readonly lastsMs: number };

export type Step = FaultStep | TrafficStep | ElsewhereStep | UserStep;

/** How the life ends: the chat ends before the session's eyes, or behind its back; it leaves, or it goes for good. */
export type Ending = 'ended' | 'endedAway' | 'disconnected' | 'abandoned';

/** One life, drawn up front: data that can be printed, cut down and run again. */
export interface Plan {
  readonly seed: number;
  readonly traits: Traits;
  /** By `at`, in ms from the beginning. */
  readonly steps: ReadonlyArray<Step>;
  /** When the steps are over. */
  readonly lifeMs: number;
  readonly ending: Ending;
}
