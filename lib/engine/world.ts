import type { Observable, Subscription } from 'rxjs';
import type { ChatEvent, EndReason, Position } from '../chat/event.js';
import type { Contacts } from '../chat/contacts.js';
import type { Ledger } from '../chat/ledger.js';
import type { Dispatch } from './dispatch.js';
import type { Call } from './participant/call.js';
import type { Policies } from './policies.js';
import type { Ports } from './ports.js';
import type { Connection, Credentials, Signal } from './signal.js';

/** How far a session has come, so that it can go on from there: offline and back, or in another process. */
export interface Standing {
  /** Whether the service has accepted the participant before: only then does a refusal mean that the chat ended. */
  readonly accepted: boolean;
  readonly connection?: Connection;
  readonly credentials?: Credentials;
  /** The last items seen in the transcript, oldest first; everything up to them is known. Absent before the first look. */
  readonly places?: ReadonlyArray<Position>;
  /** The connection token that the service has refused; another one is due. */
  readonly deniedToken?: string;
  /** Set when the participant has left the chat: no token is good any more. */
  readonly left?: true;
  /** Set when the chat is over, but for one last look at its transcript. A refusal is no end for a later session. */
  readonly closing?: Exclude<EndReason, 'accessDenied'>;
}

/** Everything that one session works with. */
export interface World {
  readonly ports: Ports;
  readonly policies: Policies;
  readonly contactId: string;
  readonly participantToken: string;
  /** Whether to tell the service that the participant has connected, as agents and streaming customers must. */
  readonly connectParticipant: boolean;
  readonly call: Call;
  readonly ledger: Ledger;
  /** Which contacts are this chat's. */
  readonly contacts: Contacts;
  /** The present standing. */
  readonly standing: () => Standing;
  /** Replays the present connection token, once there is one. Errors with a `ChatEndedError` when there will be none. */
  readonly credentials$: Observable<Credentials>;
  /** What the sources say, after the stream has taken it in. Hot. */
  readonly signal$: Observable<Signal>;
  /** Whether the session is online. Replays the present value, and changes in the order of the signals. */
  readonly online$: Observable<boolean>;
  readonly isOnline: () => boolean;
  /** Keeps the session online where it is. */
  readonly stay: () => Subscription;
  readonly isLive: () => boolean;
  /**
   * How many events the ledger has and the stream holds back, and which. Kept by the operator `order`, read by
   * checkpoints and the transcript.
   */
  readonly backlog: { size: number; held?: () => ReadonlyArray<ChatEvent> };
  /** Whether the chat has ended, or the session failed. */
  readonly isOver: () => boolean;
  /** Errors with a `ChatEndedError` when the chat is over; at once where it is. Emits nothing. */
  readonly over$: Observable<never>;
  /** The one line in which everything that the session emits has its turn. */
  readonly dispatch: Dispatch;
  /** Lets everybody hear a signal; while the session is offline too. */
  readonly say: (signal: Signal) => void;
}
