import type { Changes } from './changes.js';
import type { ChatRegistry } from './chat/chat-registry.js';
import type { Clock } from './clock.js';
import type { Credentials } from './credentials.js';
import type { FaultBox } from './faults/fault-box.js';
import type { Journal } from './journal.js';
import type { AuthenticationSessions } from './operations/authentication-sessions.js';
import type { RegisteredView } from './operations/registered-view.js';
import type { Settings } from './settings.js';
import type { ClientFrame } from './socket/client-frame.js';
import type { Handshake } from './socket/handshake.js';
import type { SocketHub } from './socket/socket-hub.js';
import type { AttachmentStore } from './storage/attachment-store.js';
import type { Timers } from './timers.js';
import type { RequestRecord } from './http/request-record.js';
import type { JsonRecord } from './json.js';

/** Everything one emulator consists of, behind its doors. */
export interface Service {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: () => number;
  readonly faults: FaultBox;
  readonly changes: Changes;
  readonly chats: ChatRegistry;
  readonly connectionTokens: Credentials;
  readonly websocketSecrets: Credentials;
  readonly sockets: SocketHub;
  readonly attachments: AttachmentStore;
  readonly views: Map<string, RegisteredView>;
  readonly authentications: AuthenticationSessions;
  /** Answers already given, by participant, operation and client token. */
  readonly answered: Map<string, { readonly at: number; readonly answer: JsonRecord }>;
  readonly requests: Journal<RequestRecord>;
  readonly frames: Journal<ClientFrame>;
  readonly handshakes: Journal<Handshake>;
  /** Authority of the listening server, `127.0.0.1:NNNN`. */
  readonly authority: () => string;
}
