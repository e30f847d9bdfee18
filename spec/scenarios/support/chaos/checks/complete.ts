import type { ChaosCheck } from './check.js';
import { missing } from './truth.js';

/** Complete: each persisted change is told, or a gap says that something may be missing where it stands. */
export const complete: ChaosCheck = (record) =>
  missing(record).map(({ key, places }) => `${key} of ${places.map(({ at }) => at).join()} was never told`);
