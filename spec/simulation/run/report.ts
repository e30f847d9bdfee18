import { judge, type Verdict } from '../checks/checks.js';
import { drawPlan } from '../plan/draw-plan.js';
import type { LifeRecord } from '../life-record.js';
import { describeFact } from './describe-fact.js';
import { shrink } from './shrink.js';
import { simulate } from './simulate.js';

const isTelling = ({ type }: LifeRecord['facts'][number]): boolean => type !== 'transcript' && type !== 'checkpoint';

/** Tells a failure so that it can be understood and run again: the smallest plan that shows it, and its end. */
export const report = (seed: number, [first]: ReadonlyArray<Verdict>, tail: number): string => {
  if (first === undefined) return '';
  const plan = shrink(drawPlan(seed), first.check);
  const record = simulate(plan);
  const failures = judge(record).map(({ check, failure }) => `  ${check}: ${failure}`);
  const { traits, steps, lifeMs, ending } = plan;
  return [
    `seed ${seed}, ${steps.length} steps, ${lifeMs} ms, ${ending}`,
    ...failures.filter((line) => line.includes(`${first.check}:`)).slice(0, 10),
    `  traits ${JSON.stringify(traits)}`,
    ...steps.map((step) => `  step ${JSON.stringify(step)}`),
    ...record.facts
      .filter(isTelling)
      .slice(-tail)
      .map((fact) => `  ${describeFact(fact)}`),
  ].join('\n');
};
