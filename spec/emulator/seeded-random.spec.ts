import { seededRandom } from '../../lib/emulator/seeded-random.js';

describe('seededRandom', () => {
  it('repeats itself for the same seed and not for another', () => {
    const take = (seed: number): number[] => Array.from({ length: 5 }, seededRandom(seed));
    expect(take(1)).toEqual(take(1));
    expect(take(1)).not.toEqual(take(2));
  });

  it('fills the interval evenly', () => {
    const random = seededRandom(42);
    const tenths = Array<number>(10).fill(0);
    for (let index = 0; index < 10_000; index += 1) tenths[Math.floor(random() * 10)]! += 1;
    tenths.forEach((count) => expect(Math.abs(count - 1_000)).toBeLessThan(150));
  });
});
