import type { ChaosRecord } from './chaos-record.js';
import type { ChaosCheck } from './checks/check.js';
import { complete } from './checks/complete.js';
import { finished } from './checks/finished.js';
import { honest } from './checks/honest.js';
import { once } from './checks/once.js';
import { ordered } from './checks/ordered.js';
import { secretive } from './checks/secretive.js';
import { trueContent } from './checks/true-content.js';
import { trueSends } from './checks/true-sends.js';
import { trueTranscript } from './checks/true-transcript.js';

/** What every life is judged by. */
export const CHECKS: Readonly<Record<string, ChaosCheck>> = {
  complete,
  once,
  ordered,
  honest,
  trueContent,
  trueTranscript,
  trueSends,
  secretive,
  finished,
};

/** Everything that is wrong with a life, by the clause that it broke. */
export const judge = (record: ChaosRecord): ReadonlyArray<string> =>
  Object.entries(CHECKS).flatMap(([name, check]) => check(record).map((failure) => `${name}: ${failure}`));
