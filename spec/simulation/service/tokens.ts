import { secret } from '../secret.js';
import type { VirtualTime } from '../virtual-time.js';

/** The service's bearers of one kind. */
export interface Tokens {
  readonly mint: () => string;
  readonly isGood: (token: string | undefined) => boolean;
  /** Lets all that are out expire now. */
  readonly expire: () => void;
}

/** Creates tokens that are good for a time. */
export const createTokens = (time: VirtualTime, what: string, lifeMs: number): Tokens => {
  const goodUntil = new Map<string, number>();
  let count = 0;
  return {
    mint: () => {
      const token = secret(what, (count += 1));
      goodUntil.set(token, time.now() + lifeMs);
      return token;
    },
    isGood: (token) => token !== undefined && (goodUntil.get(token) ?? -1) > time.now(),
    expire: () => goodUntil.clear(),
  };
};
