import { createTokenBucket, RECOVERY_MS, type TokenBucket } from '../../../lib/engine/participant/token-bucket.js';

const takeAll = (bucket: TokenBucket, now: number): number => {
  let taken = 0;
  while (bucket.take(now)) taken += 1;
  return taken;
};

/** How many tokens a caller gets who always wants one, from a time on and for so long. */
const takenDuring = (bucket: TokenBucket, from: number, lengthMs: number): number => {
  let taken = 0;
  for (let now = from; now < from + lengthMs; now += 10) taken += takeAll(bucket, now);
  return taken;
};

describe('createTokenBucket', () => {
  it('begins full', () => {
    expect(takeAll(createTokenBucket({ perSecond: 10, burst: 15 }, 0), 0)).toBe(15);
  });

  it('refills at its rate, up to its burst', () => {
    const bucket = createTokenBucket({ perSecond: 10, burst: 15 }, 0);
    takeAll(bucket, 0);
    expect(takeAll(bucket, 500)).toBe(5);
    expect(takeAll(bucket, 60_000)).toBe(15);
  });

  it('says how long the next token takes', () => {
    const bucket = createTokenBucket({ perSecond: 8, burst: 1 }, 0);
    takeAll(bucket, 0);
    expect(bucket.waitMs(0)).toBe(125);
    expect(bucket.waitMs(100)).toBe(25);
    expect(bucket.take(124)).toBe(false);
    expect(bucket.take(125)).toBe(true);
  });

  it('is empty after a refusal, and half as fast', () => {
    const bucket = createTokenBucket({ perSecond: 10, burst: 15 }, 0);
    bucket.refused(0, 0);
    expect(bucket.take(0)).toBe(false);
    expect(bucket.waitMs(0)).toBe(200);
  });

  it('stays shut for as long as the service asks', () => {
    const bucket = createTokenBucket({ perSecond: 10, burst: 15 }, 0);
    bucket.refused(0, 5_000);
    expect(bucket.waitMs(0)).toBe(5_000);
    expect(bucket.take(4_999)).toBe(false);
    expect(bucket.take(5_000)).toBe(true);
  });

  it('takes refusals within a second for one', () => {
    const bucket = createTokenBucket({ perSecond: 10, burst: 15 }, 0);
    for (let count = 0; count < 15; count += 1) bucket.refused(count, 0);
    expect(bucket.waitMs(14)).toBeLessThanOrEqual(200);
  });

  it('halves again for later refusals, down to a sixteenth', () => {
    const bucket = createTokenBucket({ perSecond: 10, burst: 15 }, 0);
    for (let count = 0; count < 50; count += 1) bucket.refused(count * 1_000, 0);
    expect(bucket.waitMs(49_000)).toBeGreaterThan(1_000);
    expect(bucket.waitMs(49_000)).toBeLessThanOrEqual(1_600);
  });

  it('recovers gradually', () => {
    const bucket = createTokenBucket({ perSecond: 10, burst: 15 }, 0);
    bucket.refused(0, 0);
    const first = takenDuring(bucket, 0, RECOVERY_MS / 4);
    const second = takenDuring(bucket, RECOVERY_MS / 4, RECOVERY_MS / 4);
    const third = takenDuring(bucket, RECOVERY_MS / 2, RECOVERY_MS / 4);
    expect(first / 15).toBeCloseTo(6.25, 0);
    expect(second / 15).toBeCloseTo(8.75, 0);
    expect(third / 15).toBeCloseTo(10, 0);
  });

  it('goes on where it was when the clock is set back', () => {
    const bucket = createTokenBucket({ perSecond: 10, burst: 15 }, 3_600_000);
    takeAll(bucket, 3_600_000);
    expect(bucket.take(0)).toBe(false);
    expect(bucket.take(100)).toBe(true);
  });

  it('is shut no longer when the clock is set back', () => {
    const bucket = createTokenBucket({ perSecond: 10, burst: 15 }, 3_600_000);
    bucket.refused(3_600_000, 5_000);
    expect(bucket.waitMs(0)).toBe(5_000);
    expect(bucket.take(5_000)).toBe(true);
  });
});
