import type { Random } from '../random.js';
import type { TrafficStep } from './plan.js';

/** Draws something that others do. What takes time stays within half a minute, which is how far backfills look back. */
export const drawTraffic = (random: Random, at: number): TrafficStep => {
  const author = random.next();
  const kind = random.next();
  if (kind < 0.5)
    return { type: 'message', at, author, count: random.chance(0.1) ? random.int(5, 40) : random.int(1, 3) };
  if (kind < 0.62) return { type: 'stream', at, author, chunks: random.int(1, 12), everyMs: random.scale(20, 1_500) };
  if (kind < 0.7)
    return { type: 'attachment', at, author, scanMs: random.scale(100, 18_000), isApproved: random.chance(0.8) };
  if (kind < 0.84) return { type: 'receipt', at, author, back: random.int(0, 2), isRead: random.chance(0.5) };
  if (kind < 0.92) return { type: 'notice', at, author, pick: random.next() };
  if (kind < 0.98) return { type: 'passing', at, author, pick: random.next() };
  return { type: 'odd', at, author };
};
