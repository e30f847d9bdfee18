import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { drawPlan } from './plan/draw-plan.js';
import { simulate } from './run/simulate.js';
import { tally } from './run/tally.js';
import { traceHash } from './run/trace-hash.js';

/** Runs the runner on an engine without one of its safeguards; gives its last line, in which it says what it found. */
const foundWithout = (part: string, check: string): string =>
  spawnSync(
    process.execPath,
    [
      join(__dirname, '../../scripts/simulate.js'),
      '--seeds',
      '60',
      '--workers',
      '1',
      '--break',
      part,
      '--check',
      check,
      // In the usual life: what is found has to be found for the want of the safeguard.
      '--traits',
      'none',
    ],
    { encoding: 'utf8' },
  )
    .stdout.trim()
    .split('\n')
    .at(-1) ?? '';

describe('simulation', () => {
  describe('in fifty lives full of faults', () => {
    const { seeds, failed, injected } = tally({ from: 1, count: 50 });

    it('keeps every clause of the guarantee', () => {
      expect(failed).toEqual([]);
      expect(seeds).toBe(50);
    });

    it('injects what it draws, of nearly every kind', () => {
      expect(injected.length).toBeGreaterThan(40);
    });
  });

  it.each([1, 2, 3])('lives the life of seed %d twice in the same way', (seed) => {
    const plan = drawPlan(seed);

    expect(drawPlan(seed)).toEqual(plan);
    expect(traceHash(simulate(plan))).toBe(traceHash(simulate(plan)));
  });

  it.each([
    ['dedupe', 'toldOnce'],
    ['backfill', 'delivered'],
    ['order', 'heldBack'],
    ['handover', 'liveMeansSubscribed'],
    ['outbox', 'trueSends'],
    ['redaction', 'noSecrets'],
    ['backoff', 'patient'],
  ])(
    'misses the safeguard %s',
    (part, check) => {
      expect(foundWithout(part, check)).toMatch(/failedSeeds [1-9]/);
    },
    60_000,
  );
});
