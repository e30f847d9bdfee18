import type { EmulatorOptions } from '../../../../lib/emulator/index.js';
import type { Policies } from '../../../../lib/index.js';
import { createRandom, type Random } from '../../../simulation/random.js';
import type { ChaosPlan, ChaosStep } from './chaos-plan.js';
import { drawFaults } from './draw-faults.js';

const HOUR_MS = 3_600_000;

const drawStep = (random: Random): ChaosStep => {
  const afterMs = random.scale(1, 60);
  const kind = random.next();
  if (kind < 0.3) return { type: 'message', afterMs, by: random.pick(['agent', 'bot']), count: random.scale(1, 12) };
  if (kind < 0.33) return { type: 'lost', afterMs };
  if (kind < 0.43) return { type: 'stream', afterMs, chunks: random.int(1, 6), completes: random.chance(0.9) };
  if (kind < 0.51) return { type: 'receipt', afterMs, isRead: random.chance(0.5) };
  if (kind < 0.54) return { type: 'file', afterMs };
  if (kind < 0.57) return { type: 'typing', afterMs };
  if (kind < 0.6) return { type: 'invitation', afterMs };
  if (kind < 0.605) return { type: 'transfer', afterMs };
  if (kind < 0.78) return { type: 'send', afterMs, count: random.scale(1, 6) };
  if (kind < 0.8) return { type: 'upload', afterMs };
  if (kind < 0.86) return { type: 'mark', afterMs, isRead: random.chance(0.5) };
  if (kind < 0.89) return { type: 'offline', afterMs };
  if (kind < 0.94) return { type: 'online', afterMs };
  if (kind < 0.96) return { type: 'restart', afterMs };
  if (kind < 0.98) return { type: 'drop', afterMs, code: random.pick([1000, 1001, 1006, 1011, 4001]) };
  return random.chance(0.5) ? { type: 'deafen', afterMs } : { type: 'expire', afterMs };
};

const drawService = (random: Random): EmulatorOptions => ({
  seed: random.int(1, 1_000_000),
  maxLogEntries: 20_000,
  clockSkewMs: random.chance(0.3) ? random.int(-6 * HOUR_MS, 6 * HOUR_MS) : 0,
  echoOrder: random.pick(['before', 'after', 'random']),
  scanMs: random.pick([0, 20, 150]),
  startPositionInclusive: random.chance(0.5),
  unknownStartPosition: random.pick(['reject', 'empty']),
  maxSocketsPerParticipant: random.int(2, 5),
  gatewayErrors: random.chance(0.5),
  connectionLifetimeMs: random.chance(0.2) ? random.int(1_500, 3_000) : HOUR_MS,
  connectionTokenLifetimeMs: random.chance(0.2) ? random.int(1_500, 3_000) : 24 * HOUR_MS,
});

/** What waits for minutes waits here for as long as a fault may last, but longer than a busy machine makes it wait. */
const drawPolicies = (random: Random): Partial<Policies> => ({
  requestTimeoutMs: 800,
  openTimeoutMs: 800,
  subscribeTimeoutMs: 600,
  backoffBaseMs: 10,
  backoffCapMs: 80,
  heartbeatMs: random.pick([200, 400]),
  refreshAfterMs: random.chance(0.5) ? random.int(300, 1_200) : HOUR_MS,
  refreshMarginMs: 200,
  shortestLifeMs: 100,
  tokenMarginMs: 200,
  auditMs: random.pick([200, 600]),
  settleMs: random.pick([50, 300]),
  echoTimeoutMs: random.pick([50, 500]),
  maxHoldMs: random.pick([100, 10_000]),
  maxHeldItems: random.pick([5, 1_000]),
  overlapMs: random.pick([3_000, 300_000]),
  pageSize: random.pick([10, 30, 100]),
  maxPages: 100,
  maxFrameBytes: 65_536,
  lastReadMs: 8_000,
});

/** Draws a life from a seed: a second or two full of traffic and faults, some recovery, and an end. */
export const drawChaos = (seed: number): ChaosPlan => {
  const random = createRandom(seed);
  const ending = random.pick<ChaosPlan['ending']>(['ended', 'ended', 'disconnected', 'endedAway']);
  const emulator = drawService(random);
  const policies = drawPolicies(random);
  const faults = drawFaults(random);
  const steps = Array.from({ length: random.int(60, 120) }, () => drawStep(random));
  // A session that reads its chat after the end does so within this time; one that was away must not come back in it.
  const afterEndGraceMs = ending === 'endedAway' ? 0 : random.pick([0, 10_000]);
  return { seed, faults, emulator: { ...emulator, afterEndGraceMs }, policies, steps, ending };
};
