import type { Random } from '../../random.js';
import type { Step } from '../plan.js';
import type { Resume } from '../traits.js';
import type { Variation } from './variation.js';

const HOUR_MS = 3_600_000;

const drawResume = (random: Random): Resume => ({
  clockOffsetMs: random.chance(0.5) ? random.int(-12 * HOUR_MS, 12 * HOUR_MS) : 0,
  policies: {
    history: random.pick<NonNullable<Resume['policies']['history']>>(['all', 'all', 'none', { mostRecent: 5 }]),
    pageSize: random.pick([10, 50, 100]),
    overlapItems: random.pick([10, 50]),
    maxHeldItems: random.pick([20, 1_000]),
    maxRememberedItems: random.pick([200_000, 400, 200, 100]),
  },
});

/** The process that goes on from a checkpoint has other policies and another clock than the one before. */
export const resumes: Variation = {
  name: 'resumes',
  vary: (plan, random) => {
    if (random.chance(0.4)) return plan;
    const restarts = Array.from({ length: random.int(1, 3) }, (): Step => ({
      type: 'restart',
      at: random.int(0, plan.lifeMs),
      lastsMs: random.scale(50, 600_000),
    }));
    const drawn = [drawResume(random), drawResume(random)];
    return { ...plan, steps: [...plan.steps, ...restarts], traits: { ...plan.traits, resumes: drawn } };
  },
};
