import type { Policies } from '../policies.js';

/**
 * How long to wait after the `attempt`th failure in a row, counted from 1: anything between nothing and a bound that
 * doubles up to a cap. Full jitter, because clients that failed together must not come back together.
 * Source: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const backoffMs = (
  attempt: number,
  { backoffBaseMs, backoffCapMs }: Pick<Policies, 'backoffBaseMs' | 'backoffCapMs'>,
  random: () => number,
): number => {
  const share = random();
  const boundMs = Math.min(backoffCapMs, backoffBaseMs * 2 ** (Math.max(1, attempt) - 1));
  // A port that gives no number from 0 to 1 must not make a storm.
  return Math.floor((share >= 0 && share <= 1 ? share : 1) * boundMs);
};

/**
 * For what has a working predecessor, such as the next connection beside one that receives: nobody waits for it, so it
 * is spaced by minutes in the end.
 */
export const spareBackoffMs: typeof backoffMs = (attempt, { backoffBaseMs, backoffCapMs }, random) =>
  backoffMs(attempt, { backoffBaseMs, backoffCapMs: Math.max(backoffCapMs, SPARE_CAP_MS) }, random);

const SPARE_CAP_MS = 300_000;
