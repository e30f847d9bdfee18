import type { Step } from '../plan.js';
import type { Variation } from './variation.js';

const MINUTE_MS = 60_000;

/**
 * The service remembers a ClientToken for minutes only, and what was posted without an answer is tried again after an
 * absence, or after a refusal.
 */
export const forgetful: Variation = {
  name: 'forgetful',
  vary: (plan, random) => {
    if (random.chance(0.3)) return plan;
    const tokenMemoryMs = 2 * random.int(MINUTE_MS / 2, 5 * MINUTE_MS);
    const steps: Step[] = [];
    for (let moments = random.int(1, 3); moments > 0; moments -= 1) {
      const at = random.int(0, plan.lifeMs);
      const awayMs = random.scale(1_000, 2 * tokenMemoryMs);
      const leavesAt = at + random.scale(10, 40_000);
      steps.push({
        type: 'fault',
        at,
        kind: random.pick(['messageAnswerLost', 'messageRefusedAgain']),
        lastsMs: random.scale(1_000, 300_000),
        count: random.int(1, 4),
        pick: random.next(),
      });
      steps.push({ type: 'send', at: Math.min(plan.lifeMs, at + 1), count: random.int(1, 2) });
      if (random.chance(0.7) && leavesAt < plan.lifeMs)
        steps.push({ type: random.pick(['offline', 'restart', 'restart']), at: leavesAt, lastsMs: awayMs });
    }
    // Half of it: what is sent again takes its time to arrive.
    const policies = { ...plan.traits.policies, clientTokenMs: tokenMemoryMs / 2 };
    return { ...plan, steps: [...plan.steps, ...steps], traits: { ...plan.traits, tokenMemoryMs, policies } };
  },
};
