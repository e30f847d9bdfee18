import { parentPort } from 'node:worker_threads';
import { report } from './run/report.js';
import { tally, type Tally, type TallyOptions } from './run/tally.js';

// Deep traces of errors that are part of the plan cost more than the plan.
Error.stackTraceLimit = 4;

/** What the runner asks of a worker. */
interface Job extends TallyOptions {
  /** How many failures to shrink and tell. */
  readonly reports: number;
  /** How many of the last lines of a trace to tell. */
  readonly trace: number;
}

const answer = ({ reports, trace, ...options }: Job): Tally & { readonly reports: ReadonlyArray<string> } => {
  const result = tally(options);
  const told = result.failed.slice(0, reports).map(({ seed, verdicts }) => report(seed, verdicts, trace));
  return { ...result, reports: told };
};

parentPort?.on('message', (job: Job) => parentPort?.postMessage(answer(job)));
