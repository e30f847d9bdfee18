import type { ChaosRecord } from './chaos-record.js';

/** So much of a trace tells what led to a failure. */
const LINES = 400;

/** Tells of a life that failed: by which seed, how to live it again, what was wrong, and what happened. */
export const report = ({ plan, trace, truth }: ChaosRecord, verdicts: ReadonlyArray<string>): string =>
  [
    `The life of seed ${plan.seed} broke the guarantee. Again: CHAOS_SEEDS=${plan.seed} npx jest spec/scenarios/chaos.spec.ts`,
    ...verdicts.map((verdict) => `  ${verdict}`),
    `faults ${JSON.stringify(plan.faults)}`,
    `emulator ${JSON.stringify(plan.emulator)}`,
    `policies ${JSON.stringify(plan.policies)}`,
    `ending ${plan.ending}`,
    'truth',
    ...truth.map(
      ({ Id, Type, AbsoluteTime, Content = '' }) => `  ${AbsoluteTime} ${Id.slice(0, 8)} ${Type} ${Content}`,
    ),
    'trace',
    ...trace.slice(-LINES).map((line) => `  ${line}`),
  ].join('\n');
