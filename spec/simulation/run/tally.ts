import { judge, type Verdict } from '../checks/checks.js';
import { drawPlan } from '../plan/draw-plan.js';
import { simulate } from './simulate.js';

/** What some seeds came to. */
export interface Tally {
  readonly seeds: number;
  readonly virtualMs: number;
  readonly events: number;
  readonly injected: ReadonlyArray<readonly [kind: string, count: number]>;
  readonly failed: ReadonlyArray<{ readonly seed: number; readonly verdicts: ReadonlyArray<Verdict> }>;
}

const attempt = (
  seed: number,
): {
  readonly virtualMs: number;
  readonly events: number;
  readonly injected: ReadonlyMap<string, number>;
  readonly verdicts: ReadonlyArray<Verdict>;
} => {
  try {
    const record = simulate(drawPlan(seed));
    const events = record.facts.filter(({ type }) => type === 'event').length;
    return { virtualMs: record.virtualMs, events, injected: record.injected, verdicts: judge(record) };
  } catch (error) {
    const failure = error instanceof Error ? (error.stack ?? error.message) : 'something was thrown';
    return { virtualMs: 0, events: 0, injected: new Map(), verdicts: [{ check: 'thrown', failure }] };
  }
};

/** How seeds are run. */
export interface TallyOptions {
  readonly from: number;
  readonly count: number;
  /** Stops after so many failures. @defaultValue none */
  readonly mostFailures?: number;
  /** The only check to judge by. @defaultValue all */
  readonly check?: string | undefined;
}

/** Runs seeds, one after the other. */
export const tally = ({ from, count, mostFailures = Infinity, check }: TallyOptions): Tally => {
  const injected = new Map<string, number>();
  const failed: { seed: number; verdicts: ReadonlyArray<Verdict> }[] = [];
  let [seeds, virtualMs, events] = [0, 0, 0];
  for (let seed = from; seed < from + count && failed.length < mostFailures; seed += 1) {
    const life = attempt(seed);
    seeds += 1;
    virtualMs += life.virtualMs;
    events += life.events;
    for (const [kind, times] of life.injected) injected.set(kind, (injected.get(kind) ?? 0) + times);
    const verdicts = life.verdicts.filter((verdict) => check === undefined || verdict.check === check);
    if (verdicts.length > 0) failed.push({ seed, verdicts });
  }
  return { seeds, virtualMs, events, injected: [...injected], failed };
};
