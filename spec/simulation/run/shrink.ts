import { judge } from '../checks/checks.js';
import type { Plan, Step } from '../plan/plan.js';
import { simulate } from './simulate.js';

/** Runs that shrinking may cost. */
const MOST_RUNS = 300;

/**
 * Cuts a plan down to steps without which the same check would not fail: delta debugging, ever smaller parts are left
 * out for as long as the failure stays.
 */
export const shrink = (plan: Plan, check: string): Plan => {
  let runs = 0;
  const fails = (steps: ReadonlyArray<Step>): boolean => {
    runs += 1;
    return judge(simulate({ ...plan, steps })).some((verdict) => verdict.check === check);
  };
  let { steps } = plan;
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < steps.length && runs < MOST_RUNS;) {
      const less = [...steps.slice(0, from), ...steps.slice(from + size)];
      if (fails(less)) steps = less;
      else from += size;
    }
  }
  return { ...plan, steps };
};
