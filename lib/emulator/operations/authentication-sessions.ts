import type { Membership } from '../chat/chat-registry.js';

/** An authentication a flow has asked the customer for. */
export interface AuthenticationSession extends Membership {
  readonly sessionId: string;
  /** Until when its URL can be had. */
  readonly expiresAt: number;
}

/** The authentications that are under way, by session id. */
export type AuthenticationSessions = Map<string, AuthenticationSession>;
