import type { Rate } from '../policies.js';

/** After a 429 the rate is back at its nominal value this long at the latest. */
export const RECOVERY_MS = 60_000;

/** No 429s bring the rate below this share of the nominal one, so that recovery is always noticed. */
const MIN_SHARE = 1 / 16;

/** Calls that left together are refused together; that is one lesson, not many. */
const LESSON_MS = 1_000;

/** A wait that no timer can hold is waited for in parts. */
const MAX_TIMER_MS = 2_147_483_647;

/** A token bucket that learns from refusals. A plain value with a clock: it waits for nothing. */
export interface TokenBucket {
  /** Takes one token if there is one. */
  readonly take: (now: number) => boolean;
  /** How long until there is one, at the present rate. At least 1. */
  readonly waitMs: (now: number) => number;
  /** The service refused a call: it counts differently from us, or somebody else uses the quota too. */
  readonly refused: (now: number, retryAfterMs: number) => void;
}

/**
 * Creates a full bucket. Over any time `T` it gives at most `burst + perSecond * T` tokens.
 *
 * A refusal empties it, keeps it shut for `retryAfterMs` and halves its rate, which then grows evenly: from nothing
 * to the nominal rate it would take {@link RECOVERY_MS}. Further refusals within a second do not halve it again.
 */
export const createTokenBucket = ({ perSecond, burst }: Rate, createdAt: number): TokenBucket => {
  let tokens = burst;
  let share = 1;
  let refilledAt = createdAt;
  let shutUntil = -Infinity;
  let learnedAt = -Infinity;

  const refill = (now: number): void => {
    const elapsedMs = now - refilledAt;
    refilledAt = now;
    if (elapsedMs < 0) {
      // The clock was set back: what was due at a time is due as much earlier, and nothing has been earned meanwhile.
      shutUntil += elapsedMs;
      learnedAt += elapsedMs;
      return;
    }
    const grown = Math.min(1, share + elapsedMs / RECOVERY_MS);
    // The mean of both ends: exact while the rate grows, and never too much once it has stopped growing.
    tokens = Math.min(burst, tokens + (((share + grown) / 2) * perSecond * elapsedMs) / 1_000);
    share = grown;
  };

  return {
    take: (now) => {
      refill(now);
      if (tokens < 1 || now < shutUntil) return false;
      tokens -= 1;
      return true;
    },
    waitMs: (now) => {
      refill(now);
      const refillMs = tokens >= 1 ? 0 : ((1 - tokens) * 1_000) / (perSecond * share);
      return Math.min(MAX_TIMER_MS, Math.max(1, Math.ceil(refillMs), Math.ceil(shutUntil - now)));
    },
    refused: (now, retryAfterMs) => {
      refill(now);
      tokens = 0;
      shutUntil = Math.max(shutUntil, now + retryAfterMs);
      if (now - learnedAt < LESSON_MS) return;
      learnedAt = now;
      share = Math.max(MIN_SHARE, share / 2);
    },
  };
};
