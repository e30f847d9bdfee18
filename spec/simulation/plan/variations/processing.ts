import type { Step } from '../plan.js';
import type { Variation } from './variation.js';

/** The instance processes messages before it delivers them: changed, later, or not at all. */
export const processing: Variation = {
  name: 'processing',
  vary: (plan, random) => {
    if (random.chance(0.5)) return plan;
    const steps: Step[] = [];
    for (let count = random.int(1, 4); count > 0; count -= 1) {
      const at = random.int(0, plan.lifeMs);
      steps.push({ type: 'send', at, count: random.int(1, 3) });
      if (random.chance(0.5)) continue;
      const kind = random.pick(['messageAnswerLost', 'messageLost', 'messageRefusedAgain']);
      steps.push({ type: 'fault', at, kind, lastsMs: random.scale(1_000, 300_000), count: 1, pick: random.next() });
    }
    const traits = {
      ...plan.traits,
      processing: { longestMs: random.scale(500, 120_000), keepsTime: random.chance(0.5) },
    };
    return { ...plan, steps: [...plan.steps, ...steps], traits };
  },
};
