import type { ChatEvent } from '../../lib/chat/event.js';
import type { Transcript } from '../../lib/chat/transcript.js';
import type { Checkpoint } from '../../lib/engine/checkpoint.js';
import type { Diagnostic } from '../../lib/engine/diagnostic.js';
import type { SessionStatus } from '../../lib/engine/status.js';
import type { Told } from './run/session-log.js';
import type { Plan } from './plan/plan.js';
import type { Accepted } from './service/operations.js';
import type { Post } from './service/post.js';

/** What stays behind when it should be gone. */
export interface Remains {
  readonly timers: number;
  readonly sockets: number;
  readonly requests: number;
  /** To what the platform says of being online. */
  readonly subscriptions: number;
}

/** What a simulation notes of what happens. */
export type Fact =
  | { readonly type: 'event'; readonly event: ChatEvent }
  | { readonly type: 'status'; readonly status: SessionStatus }
  | { readonly type: 'diagnostic'; readonly diagnostic: Diagnostic }
  | { readonly type: 'transcript'; readonly transcript: Transcript }
  | { readonly type: 'typing'; readonly ids: ReadonlyArray<string> }
  | { readonly type: 'participants'; readonly ids: ReadonlyArray<string> }
  | { readonly type: 'checkpoint'; readonly checkpoint: Checkpoint }
  | { readonly type: 'finished'; readonly stream: string; readonly error?: unknown }
  /** An effect other than a send came to its end. */
  | { readonly type: 'effect'; readonly name: string; readonly error?: unknown }
  | { readonly type: 'send'; readonly send: number; readonly did: 'asked' }
  /** From here on it has a ClientToken. */
  | { readonly type: 'send'; readonly send: number; readonly did: 'queued'; readonly clientToken: string }
  /** `processing`: what it was told besides of the fate of what the service has accepted. */
  | {
      readonly type: 'send';
      readonly send: number;
      readonly did: 'sent';
      readonly id: string;
      readonly processing?: unknown;
    }
  | { readonly type: 'send'; readonly send: number; readonly did: 'failed'; readonly error: unknown }
  /** What its user did about it when it had failed. */
  | { readonly type: 'send'; readonly send: number; readonly did: 'retried' | 'discarded' }
  /** A request left the process. */
  | { readonly type: 'called'; readonly operation: string }
  /**
   * An answer reached the process; `readAt` is when the service had read the transcript to its end, and `shows` what
   * stood on the page, `isForward` where it was read towards the newest. `isForeign` where it was not the service's, or not as the service gave it.
   */
  | {
      readonly type: 'answered';
      readonly operation: string;
      readonly status: number;
      readonly readAt?: number;
      readonly shows?: ReadonlyArray<string>;
      readonly isForward?: boolean;
      readonly isForeign?: true;
    }
  | { readonly type: 'socket'; readonly socket: number; readonly did: 'opening' | 'opened' | 'subscribed' | 'closed' }
  /** What the user of the session wants, or what befell its process. */
  | { readonly type: 'wanted'; readonly state: 'online' | 'offline' | 'crashed' }
  /** A process began; `told` is what it knows to have been told, `unsent` the ClientTokens of what it has to send, and `accepted` whether the service had let in one before. */
  | {
      readonly type: 'wanted';
      readonly state: 'started';
      readonly told: Told;
      readonly unsent?: ReadonlyArray<string>;
      readonly accepted?: boolean;
    }
  /** Something took the bearer where it must not go. */
  | { readonly type: 'leaked'; readonly to: string }
  | { readonly type: 'remains'; readonly when: 'offline' | 'over'; readonly remains: Remains }
  | { readonly type: 'fault'; readonly kind: string }
  /** The platform hid the process, or showed it again. */
  | { readonly type: 'visible'; readonly isVisible: boolean }
  /** One more consumer subscribed, and what it has seen since. */
  | { readonly type: 'watched'; readonly watcher: number }
  | { readonly type: 'saw'; readonly watcher: number; readonly status: SessionStatus }
  | { readonly type: 'saw'; readonly watcher: number; readonly event: ChatEvent }
  /** From here on there are no faults. */
  | { readonly type: 'quiet' }
  /** The service has closed the chat. */
  | { readonly type: 'over' };

/** When, by virtual time, and to which of the processes that one after the other held the session. */
export interface Stamp {
  readonly at: number;
  readonly process: number;
}

export type Stamped<F extends Fact = Fact> = Stamp & F;

/** Everything that is known of one simulated life, once it is over: what the checks judge. */
export interface LifeRecord {
  readonly plan: Plan;
  readonly facts: ReadonlyArray<Stamped>;
  /** What the service holds to be the truth, by time. */
  readonly truth: ReadonlyArray<Post>;
  /** The messages of the session that the service accepted, delivered or not. */
  readonly accepted: ReadonlyArray<Accepted>;
  /** When the chat ended, by virtual time, if it did. */
  readonly endedAt?: number;
  /** How often each kind of fault really took effect. */
  readonly injected: ReadonlyMap<string, number>;
  readonly virtualMs: number;
  /** How many entries the largest collection of the engine had; 0 where they are not counted. */
  readonly largestCollection: number;
}

/** The facts of one type. */
export const factsOf = <T extends Fact['type']>(
  { facts }: Pick<LifeRecord, 'facts'>,
  type: T,
): ReadonlyArray<Stamped<Extract<Fact, { readonly type: T }>>> =>
  facts.filter((fact): fact is Stamped<Extract<Fact, { readonly type: T }>> => fact.type === type);
