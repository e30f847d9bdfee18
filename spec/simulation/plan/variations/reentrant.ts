import type { Step } from '../plan.js';
import type { Variation } from './variation.js';

/** Consumers go offline and connect again from inside their callbacks, sends being under way, while others look on. */
export const reentrant: Variation = {
  name: 'reentrant',
  vary: (plan, random) => {
    if (random.chance(0.3)) return plan;
    const steps: Step[] = [];
    for (let moments = random.int(1, 4); moments > 0; moments -= 1) {
      const at = random.chance(0.3) ? 0 : random.int(0, plan.lifeMs);
      const common = { type: 'fault', at, lastsMs: random.scale(10, 60_000), count: random.int(1, 3) } as const;
      const picks = Array.from({ length: random.int(1, 2) }, random.next);
      for (const pick of picks) steps.push({ ...common, kind: 'consumerReconnecting', pick });
      steps.push({ ...common, kind: 'consumerWatching', pick: random.next() });
      if (random.chance(0.7)) steps.push({ type: 'send', at: at + random.int(0, 500), count: random.int(1, 3) });
      if (random.chance(0.5)) steps.push({ ...common, kind: 'socketClosed', at: at + random.int(1, 5_000), pick: 0 });
      if (random.chance(0.5)) steps.push({ type: 'offline', at: at + random.int(1, 5_000), lastsMs: common.lastsMs });
    }
    return { ...plan, steps: [...plan.steps, ...steps.filter(({ at }) => at <= plan.lifeMs)] };
  },
};
