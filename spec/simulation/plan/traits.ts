import type { Policies } from '../../../lib/engine/policies.js';
import type { Random } from '../random.js';

/** What holds for a whole life: how the service reads its own documentation, and how the session is set up. */
export interface Traits {
  readonly latencyMs: number;
  /** By how much the client's clock is off. */
  readonly clockOffsetMs: number;
  readonly startIsExclusive: boolean;
  /** Whether a place that the transcript does not know is an error or an empty page. */
  readonly refusesUnknownStart: boolean;
  /** How the last page says so. */
  readonly noToken: '' | null;
  /** Whether a streamed message stands where its first chunk was, or its last. */
  readonly streamStandsFirst: boolean;
  readonly transcriptLagMs: number;
  /** The same at bad times. */
  readonly slowTranscriptMs: number;
  readonly pushLagMs: number;
  readonly echoComesFirst: boolean;
  readonly connectionLifeMs: number;
  readonly tokenLifeMs: number;
  readonly urlIsSingleUse: boolean;
  /** For how long after the end the tokens are still good. */
  readonly graceMs: number;
  /** Posts that are there before the session first connects. */
  readonly pastPosts: number;
  readonly knowsOwnId: boolean;
  /** In what steps `AbsoluteTime` goes; 0 where no two items have the same. @defaultValue 1 */
  readonly timeGrainMs?: number;
  /** How long the service recognises a ClientToken. @defaultValue as long as the chat lasts */
  readonly tokenMemoryMs?: number;
  /** How often the participant has posted before what is going to be sent again. @defaultValue never */
  readonly pastOwnPosts?: number;
  /** Whether the service names an error in a header too. @defaultValue false */
  readonly namesErrors?: boolean;
  /** What contacts frames name. @defaultValue both */
  readonly frameContacts?: 'both' | 'current' | 'initial' | 'none';
  /** Whether the session is told the first contact of its chain. @defaultValue false */
  readonly knowsInitialContact?: boolean;
  /** Whether the transcript shows a streamed message so far, and says so, or just its text. @defaultValue neither */
  readonly showsHalves?: 'chunks' | 'bare';
  /** Messages of the session are processed before they are delivered, for so long at the most. @defaultValue not at all */
  readonly processing?: {
    readonly longestMs: number;
    /** Whether they are delivered under the time at which they were accepted, or at which they came through. */
    readonly keepsTime: boolean;
  };
  /** How the second process differs from the first, and those after it. @defaultValue not at all */
  readonly resumes?: ReadonlyArray<Resume>;
  readonly policies: Partial<Policies>;
}

/** How a process is set up that goes on from a checkpoint. */
export interface Resume {
  readonly policies: Partial<Policies>;
  readonly clockOffsetMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

export const drawTraits = (random: Random, lifeMs: number): Traits => {
  const slowTranscriptMs = random.scale(1_000, 8_000);
  return {
    latencyMs: random.scale(5, 150),
    clockOffsetMs: random.chance(0.3) ? random.int(-12 * HOUR_MS, 12 * HOUR_MS) : 0,
    startIsExclusive: random.chance(0.5),
    refusesUnknownStart: random.chance(0.5),
    noToken: random.chance(0.5) ? '' : null,
    streamStandsFirst: random.chance(0.5),
    transcriptLagMs: random.chance(0.3) ? random.scale(50, 4_000) : 0,
    slowTranscriptMs,
    pushLagMs: random.chance(0.2) ? random.scale(50, 3_000) : 0,
    echoComesFirst: random.chance(0.5),
    connectionLifeMs: random.pick([HOUR_MS, HOUR_MS, 2 * HOUR_MS, 10 * MINUTE_MS]),
    tokenLifeMs: random.pick([24 * HOUR_MS, 24 * HOUR_MS, 2 * HOUR_MS, 20 * MINUTE_MS]),
    urlIsSingleUse: random.chance(0.5),
    graceMs: random.chance(0.3) ? random.scale(500, 60_000) : 0,
    pastPosts: random.chance(0.5) ? random.scale(1, 150) : 0,
    knowsOwnId: random.chance(0.7),
    timeGrainMs: 0,
    policies: {
      history: random.chance(0.85)
        ? 'all'
        : random.pick<Policies['history']>(['none', { mostRecent: 5 }, { mostRecent: 40 }]),
      // A beat each ten seconds for days is most of what a simulation would spend its time on.
      heartbeatMs: lifeMs > 6 * HOUR_MS ? 120_000 : lifeMs > HOUR_MS / 2 ? 30_000 : 10_000,
      auditMs: random.pick([4 * MINUTE_MS, 15 * MINUTE_MS, 15 * MINUTE_MS]),
      // By then it shows what it did not show at first.
      settleMs: Math.max(5_000, slowTranscriptMs + 1_000),
      overlapItems: random.pick([10, 10, 50]),
      pageSize: random.pick([10, 50, 100, 100]),
      maxPages: 200,
      maxHeldItems: random.pick([20, 1_000]),
      maxRememberedItems: random.pick([200_000, 200_000, 400]),
      maxFrameBytes: 20_000,
    },
  };
};
