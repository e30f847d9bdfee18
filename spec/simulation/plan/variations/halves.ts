import type { Step } from '../plan.js';
import type { Variation } from './variation.js';

/** The transcript shows streamed messages while they stream, and is read meanwhile. */
export const halves: Variation = {
  name: 'halves',
  vary: (plan, random) => {
    const steps: Step[] = [];
    for (let count = random.int(1, 4); count > 0; count -= 1) {
      const at = random.int(0, plan.lifeMs);
      const [chunks, everyMs] = [random.int(2, 8), random.scale(100, 3_000)];
      steps.push({ type: 'stream', at, author: random.next(), chunks, everyMs });
      const amidst = at + random.int(0, chunks * everyMs);
      const common = { at: amidst, lastsMs: random.scale(100, 2 * chunks * everyMs) };
      if (random.chance(0.3)) steps.push({ type: 'restart', ...common });
      else if (random.chance(0.3)) steps.push({ type: 'offline', ...common });
      else steps.push({ type: 'fault', kind: 'socketClosed', count: 1, pick: random.next(), ...common });
    }
    return {
      ...plan,
      steps: [...plan.steps, ...steps.filter(({ at }) => at <= plan.lifeMs)],
      traits: { ...plan.traits, showsHalves: random.pick(['chunks', 'bare']) },
    };
  },
};
