import fc from 'fast-check';
import { backoffMs } from '../../../lib/engine/participant/backoff.js';

const POLICIES = { backoffBaseMs: 500, backoffCapMs: 30_000 };

describe('backoffMs', () => {
  it.each([
    [1, 500],
    [2, 1_000],
    [3, 2_000],
    [7, 30_000],
    [5_000, 30_000],
  ])('after failure %i lies between 0 and %i', (attempt, bound) => {
    expect(backoffMs(attempt, POLICIES, () => 0)).toBe(0);
    expect(backoffMs(attempt, POLICIES, () => 0.5)).toBe(bound / 2);
    expect(backoffMs(attempt, POLICIES, () => 0.9999999)).toBe(bound - 1);
  });

  it.each([Number.NaN, -1, 2, Infinity])('waits the longest where the random number is %d', (chance) => {
    expect(backoffMs(1, POLICIES, () => chance)).toBe(500);
  });

  it('is a whole number within its bounds whatever the attempt', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(), random, (attempt, chance) => {
        const delayMs = backoffMs(attempt, POLICIES, () => chance);
        expect(Number.isInteger(delayMs) && delayMs >= 0 && delayMs <= POLICIES.backoffCapMs).toBe(true);
      }),
    );
  });
});
