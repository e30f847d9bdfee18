import type { FaultStep, Step } from '../plan.js';
import type { Random } from '../../random.js';
import type { Variation } from './variation.js';

const drawFault = (random: Random, at: number): FaultStep => ({
  type: 'fault',
  at,
  kind: random.pick(['interposed', 'interposed', 'interposed', 'connectionDenied']),
  lastsMs: random.scale(500, 600_000),
  count: random.int(1, 4),
  pick: random.next(),
});

/** Refusals that are not the service's, at the beginning, when the socket is lost, or for what users do meanwhile. */
export const interlopers: Variation = {
  name: 'interlopers',
  vary: (plan, random) => {
    const steps: Step[] = [];
    for (let count = random.int(1, 4); count > 0; count -= 1) {
      const at = random.chance(0.2) ? 0 : random.int(0, plan.lifeMs);
      const fault = drawFault(random, at);
      const later = (): number => Math.min(plan.lifeMs, at + random.int(1, fault.lastsMs));
      steps.push(fault);
      if (random.chance(0.6)) steps.push({ type: 'courtesy', at: later(), what: random.pick(['typing', 'read']) });
      if (random.chance(0.5)) steps.push({ ...fault, kind: 'socketClosed', at: later() });
      if (random.chance(0.3)) steps.push({ ...fault, kind: 'tokensExpired', at: later() });
    }
    return { ...plan, steps: [...plan.steps, ...steps], traits: { ...plan.traits, namesErrors: random.chance(0.5) } };
  },
};
