import type { Step } from '../plan.js';
import type { Variation } from './variation.js';

/** Of how many texts those are that are sent again and again. */
const TEXTS = 2;

/**
 * The user sends the same few texts again and again, history holds them already, and now and then one is lost on its
 * way, or what became of it.
 */
export const echoes: Variation = {
  name: 'echoes',
  vary: (plan, random) => {
    const steps: Step[] = [];
    for (let moments = random.int(2, 5); moments > 0; moments -= 1) {
      const at = random.int(0, plan.lifeMs);
      for (let count = random.int(1, 3); count > 0; count -= 1) {
        const later = at + random.scale(1, 60_000);
        steps.push({ type: 'send', at: Math.min(plan.lifeMs, later), count: 1, text: random.int(1, TEXTS) });
      }
      if (random.chance(0.3)) continue;
      steps.push({
        type: 'fault',
        at,
        kind: random.pick(['messageLost', 'messageLost', 'messageAnswerLost']),
        lastsMs: random.scale(1_000, 600_000),
        count: random.int(1, 4),
        pick: random.next(),
      });
      const settledAt = at + random.scale(10_000, 900_000);
      if (settledAt < plan.lifeMs)
        steps.push({ type: 'settle', at: settledAt, how: random.pick(['retry', 'discard']) });
    }
    // While history is being read that holds the same text, or what was posted elsewhere meanwhile.
    const awayAt = random.chance(0.5) ? 0 : random.int(0, plan.lifeMs);
    const backAt = awayAt === 0 ? 0 : Math.min(plan.lifeMs, awayAt + random.scale(10_000, 600_000));
    if (awayAt > 0) {
      steps.push({ type: 'offline', at: awayAt, lastsMs: backAt - awayAt });
      steps.push({ type: 'elsewhere', at: random.int(awayAt, backAt), text: random.int(1, TEXTS) });
    }
    steps.push({ type: 'send', at: backAt + random.int(0, 200), count: 1, text: random.int(1, TEXTS) });
    steps.push({
      type: 'fault',
      at: backAt,
      kind: random.pick(['messageLost', 'messageLost', 'messageAnswerLost']),
      lastsMs: random.scale(60_000, 600_000),
      count: 1,
      pick: random.next(),
    });
    return { ...plan, steps: [...plan.steps, ...steps], traits: { ...plan.traits, pastOwnPosts: random.int(0, 4) } };
  },
};
