import { drawChaos } from './support/chaos/draw-chaos.js';
import { judge } from './support/chaos/judge.js';
import { live } from './support/chaos/live.js';
import { report } from './support/chaos/report.js';

/** `CHAOS_SEEDS=7 npx jest spec/scenarios/chaos.spec.ts` lives the life of seed 7, `CHAOS_SEEDS=1-300` those of 300. */
const [from = 1, to = from] = (process.env.CHAOS_SEEDS ?? '1-12').split('-').map(Number);
const SEEDS = Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('a session amid faults, on real sockets', () => {
  it.each(SEEDS)(
    'keeps the guarantee in the life of seed %i',
    async (seed) => {
      const record = await live(drawChaos(seed));
      const verdicts = judge(record);
      if (verdicts.length > 0) throw new Error(report(record, verdicts));
    },
    120_000,
  );
});
