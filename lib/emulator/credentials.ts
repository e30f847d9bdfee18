import { randomUUID } from 'node:crypto';

import type { Membership } from './chat/chat-registry.js';
import type { Clock } from './clock.js';

/** A bearer or URL that stands for a participant until some instant. */
export interface Grant extends Membership {
  readonly secret: string;
  readonly expiresAt: number;
}

/** Issues secrets that expire, and recognizes them. */
export interface Credentials {
  readonly issue: (membership: Membership, lifetimeMs: number) => Grant;
  /** Gives what the secret stands for, unless it is unknown or expired. */
  readonly redeem: (secret: string) => Grant | undefined;
  /** Lets everything the participant has got so far expire and returns how much that was. */
  readonly revoke: (participantId: string) => number;
}

/** Makes an issuer of secrets of one kind, told apart by their prefix. Older secrets stay valid until they expire. */
export const createCredentials = (prefix: string, clock: Clock): Credentials => {
  const grants = new Map<string, Grant>();
  const forgetExpired = (): void => {
    for (const [secret, grant] of grants) {
      // Lifetimes are alike, hence the oldest expire first.
      if (grant.expiresAt > clock.now()) return;
      grants.delete(secret);
    }
  };
  return {
    issue: (membership, lifetimeMs) => {
      forgetExpired();
      const grant = { ...membership, secret: prefix + randomUUID(), expiresAt: clock.now() + lifetimeMs };
      grants.set(grant.secret, grant);
      return grant;
    },
    redeem: (secret) => {
      const grant = grants.get(secret);
      return grant !== undefined && grant.expiresAt > clock.now() ? grant : undefined;
    },
    revoke: (participantId) => {
      const revoked = [...grants.values()].filter(({ participant }) => participant.participantId === participantId);
      revoked.forEach(({ secret }) => grants.delete(secret));
      return revoked.length;
    },
  };
};
