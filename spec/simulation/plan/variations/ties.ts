import { drawTraffic } from '../draw-traffic.js';
import type { Step } from '../plan.js';
import type { Variation } from './variation.js';

/** Somebody leaves and joins, or the other way round, as `act` picks notices. */
const TURNS: readonly [ReadonlyArray<number>, ...ReadonlyArray<ReadonlyArray<number>>] = [[], [0.3, 0.1], [0.1, 0.3]];

/**
 * Items of one millisecond, of all kinds, in an order that their ids do not give; also of a coarser clock. Its user may
 * ask for what came before.
 */
export const ties: Variation = {
  name: 'ties',
  vary: (plan, random) => {
    const steps: Step[] = [...plan.steps];
    for (let moments = random.int(1, 4); moments > 0; moments -= 1) {
      const at = random.int(0, plan.lifeMs);
      for (let count = random.int(2, 6); count > 0; count -= 1) steps.push(drawTraffic(random, at));
      const author = random.next();
      for (const pick of random.pick(TURNS)) steps.push({ type: 'notice', at, author, pick });
      if (random.chance(0.5)) steps.push({ type: 'courtesy', at: at + random.int(0, 2_000), what: 'earlier' });
    }
    return { ...plan, steps, traits: { ...plan.traits, timeGrainMs: random.pick([1, 1, 50]) } };
  },
};
