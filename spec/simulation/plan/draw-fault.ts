import { FAULTS } from '../faults/faults.js';
import type { Random } from '../random.js';
import type { FaultStep } from './plan.js';

const TOTAL = FAULTS.reduce((sum, { weight }) => sum + weight, 0);

/** Draws a fault, each kind as often as its weight says. */
export const drawFault = (random: Random, at: number): FaultStep => {
  let left = random.next() * TOTAL;
  const fault = FAULTS.find(({ weight }) => (left -= weight) < 0) ?? FAULTS[0];
  return {
    type: 'fault',
    at,
    kind: fault.kind,
    lastsMs: random.scale(100, 600_000),
    count: random.int(1, 4),
    pick: random.next(),
  };
};
