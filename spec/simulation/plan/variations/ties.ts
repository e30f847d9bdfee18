import { drawTraffic } from '../draw-traffic.js';
import type { Step } from '../plan.js';
import type { Variation } from './variation.js';

/** Items of one millisecond, of all kinds, in an order that their ids do not give; also of a coarser clock. */
export const ties: Variation = {
  name: 'ties',
  vary: (plan, random) => {
    const steps: Step[] = [...plan.steps];
    for (let moments = random.int(1, 4); moments > 0; moments -= 1) {
      const at = random.int(0, plan.lifeMs);
      for (let count = random.int(2, 6); count > 0; count -= 1) steps.push(drawTraffic(random, at));
    }
    return { ...plan, steps, traits: { ...plan.traits, timeGrainMs: random.pick([1, 1, 50]) } };
  },
};
