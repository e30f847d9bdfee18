import type { FaultStep, Plan, Step } from './plan/plan.js';
import { drawTraits } from './plan/traits.js';
import { createRandom } from './random.js';

const LIFE_MS = 240_000;

const TRAFFIC: ReadonlyArray<Step> = Array.from({ length: 30 }, (_, index): Step => {
  const at = 2_000 + index * 5_000;
  switch (index % 6) {
    case 1:
      return { type: 'send', at, count: 2 };
    case 2:
      return { type: 'stream', at, author: 0, chunks: 4, everyMs: 200 };
    case 3:
      return { type: 'attachment', at, author: 0.3, scanMs: 1_500, isApproved: true };
    case 4:
      return { type: 'receipt', at, author: 0.3, back: 0, isRead: true };
    default:
      return { type: 'message', at, author: 0.3, count: 2 };
  }
});

/** A life of four minutes in which something of everything happens, with an absence in it, and no faults but the given. */
export const plainPlan = (faults: ReadonlyArray<FaultStep> = [], ending: Plan['ending'] = 'ended'): Plan => {
  const absence: Step = { type: 'offline', at: 62_000, lastsMs: 25_000 };
  return {
    seed: 7,
    traits: {
      ...drawTraits(createRandom(7), LIFE_MS),
      clockOffsetMs: 0,
      transcriptLagMs: 0,
      pushLagMs: 0,
      pastPosts: 45,
      policies: { auditMs: 180_000, pageSize: 10, maxPages: 200, maxFrameBytes: 20_000 },
    },
    steps: [...TRAFFIC, ...faults, absence].sort((a, b) => a.at - b.at),
    lifeMs: LIFE_MS,
    ending,
  };
};
