import type { Random } from '../random.js';
import type { UserStep } from './plan.js';

/** Draws something that the user of the session does. */
export const drawUser = (random: Random, at: number): UserStep => {
  const kind = random.next();
  if (kind < 0.5) return { type: 'send', at, count: random.chance(0.1) ? random.int(5, 30) : random.int(1, 3) };
  if (kind < 0.7) return { type: 'courtesy', at, what: random.pick(['typing', 'delivered', 'read']) };
  if (kind < 0.8) return { type: 'upload', at, bytes: random.scale(10, 100_000) };
  const lastsMs = random.scale(50, 1_200_000);
  return kind < 0.93 ? { type: 'offline', at, lastsMs } : { type: 'restart', at, lastsMs };
};
