import type { FaultStep, Plan, Step } from './plan/plan.js';

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
    // Not drawn, so that it stays the same life when drawing changes.
    traits: {
      latencyMs: 40,
      clockOffsetMs: 0,
      startIsExclusive: false,
      refusesUnknownStart: true,
      noToken: null,
      streamStandsFirst: true,
      transcriptLagMs: 0,
      slowTranscriptMs: 3_000,
      pushLagMs: 0,
      echoComesFirst: false,
      connectionLifeMs: 3_600_000,
      tokenLifeMs: 86_400_000,
      urlIsSingleUse: true,
      graceMs: 0,
      pastPosts: 45,
      knowsOwnId: true,
      timeGrainMs: 0,
      policies: { auditMs: 180_000, pageSize: 10, maxPages: 200, maxFrameBytes: 20_000 },
    },
    steps: [...TRAFFIC, ...faults, absence].sort((a, b) => a.at - b.at),
    lifeMs: LIFE_MS,
    ending,
  };
};
