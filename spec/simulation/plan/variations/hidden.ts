import type { Plan, Step } from '../plan.js';
import type { Variation } from './variation.js';

const MINUTE_MS = 60_000;

/** So long after a step that disturbs it may still be felt. */
const FELT_MS = 16 * MINUTE_MS;

const DISTURBING: ReadonlySet<Step['type']> = new Set(['fault', 'offline', 'restart', 'visit']);

/** The longest stretch of a plan in which nothing else is wrong. */
const longestCalm = ({ steps, lifeMs }: Plan): { readonly from: number; readonly lastsMs: number } => {
  let [from, lastsMs, calmSince] = [0, 0, 0];
  const disturbances = steps.filter(({ type }) => DISTURBING.has(type)).map(({ at }) => at);
  for (const at of [...disturbances, lifeMs]) {
    if (at - calmSince > lastsMs) [from, lastsMs] = [calmSince, at - calmSince];
    calmSince = at + FELT_MS;
  }
  return { from, lastsMs };
};

/** The process is hidden for minutes or hours, also when nothing else happens, and gets its timers once a minute. */
export const hidden: Variation = {
  name: 'hidden',
  vary: (plan, random) => {
    if (random.chance(0.2)) return plan;
    const calm = longestCalm(plan);
    const common = { type: 'fault', kind: 'hidden', count: 1, pick: 0 } as const;
    const steps: Step[] = [
      { ...common, at: random.int(0, plan.lifeMs), lastsMs: random.scale(2 * MINUTE_MS, 90 * MINUTE_MS) },
      ...(calm.lastsMs > 5 * MINUTE_MS ? [{ ...common, at: calm.from, lastsMs: Math.round(calm.lastsMs) }] : []),
    ];
    // As it is outside of simulations, where beats are not as rare.
    const policies = { ...plan.traits.policies, heartbeatMs: 10_000 };
    return { ...plan, steps: [...plan.steps, ...steps], traits: { ...plan.traits, policies } };
  },
};
