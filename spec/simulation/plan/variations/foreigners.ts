import type { Step } from '../plan.js';
import type { Traits } from '../traits.js';
import type { Variation } from './variation.js';

/** The socket brings frames of other contacts too, and the own ones name their contacts in different ways. */
export const foreigners: Variation = {
  name: 'foreigners',
  vary: (plan, random) => {
    const steps: Step[] = [];
    for (let count = random.int(0, 3); count > 0; count -= 1)
      steps.push({
        type: 'fault',
        at: random.int(0, plan.lifeMs),
        kind: 'foreignFrames',
        lastsMs: random.scale(10, 600_000),
        count: random.int(1, 4),
        pick: random.next(),
      });
    for (let count = random.int(0, 2); count > 0; count -= 1) {
      // A transfer, and what the next agent says.
      const at = random.int(0, plan.lifeMs);
      steps.push({ type: 'notice', at, author: random.next(), pick: 0.7 });
      steps.push({ type: 'message', at: at + random.int(0, 5_000), author: random.next(), count: random.int(1, 3) });
    }
    const frameContacts = random.pick<NonNullable<Traits['frameContacts']>>([
      'both',
      'current',
      'current',
      'initial',
      'none',
    ]);
    return {
      ...plan,
      steps: [...plan.steps, ...steps.filter(({ at }) => at <= plan.lifeMs)],
      traits: { ...plan.traits, frameContacts, knowsInitialContact: random.chance(0.5) },
    };
  },
};
