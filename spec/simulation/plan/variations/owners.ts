import type { Step } from '../plan.js';
import type { Variation } from './variation.js';

/** Other components connect the same session, and leave it, beside its user. */
export const owners: Variation = {
  name: 'owners',
  vary: (plan, random) => {
    if (random.chance(0.3)) return plan;
    const visits = Array.from({ length: random.int(1, 6) }, (): Step => ({
      type: 'visit',
      at: random.chance(0.2) ? 0 : random.int(0, plan.lifeMs),
      lastsMs: random.scale(1, 1_200_000),
    }));
    return { ...plan, steps: [...plan.steps, ...visits] };
  },
};
