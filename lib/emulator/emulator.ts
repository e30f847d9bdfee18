import type { AuthenticationSteering } from './steering/authentication-steering.js';
import type { ChatSteering } from './steering/chat-steering.js';
import type { Observation } from './steering/observation.js';
import type { PostSteering } from './steering/post-steering.js';
import type { SocketSteering } from './steering/socket-steering.js';

/**
 * A participant service on this machine, with the part of the `connect` service that starts chats, and the strings to pull.
 * Methods that name a contact, participant or session the emulator does not have throw `UnknownSubjectError`.
 */
export interface Emulator extends ChatSteering, PostSteering, SocketSteering, AuthenticationSteering, Observation {
  /** Where it listens, such as `http://127.0.0.1:8787`: the endpoint to configure clients with. */
  readonly endpoint: string;
  /** Breaks all connections and stops listening; resolves when nothing is left of it. */
  readonly close: () => Promise<void>;
}
