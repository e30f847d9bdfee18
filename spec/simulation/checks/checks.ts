import type { LifeRecord } from '../life-record.js';
import { allowedEnd } from './allowed-end.js';
import { bounded } from './bounded.js';
import { calmWhenHidden } from './calm-when-hidden.js';
import type { Check } from './check.js';
import { delivered } from './delivered.js';
import { heldBack } from './held-back.js';
import { heedsOwners } from './heeds-owners.js';
import { liveMeansSubscribed } from './live-means-subscribed.js';
import { noSecrets } from './no-secrets.js';
import { nothingRemains } from './nothing-remains.js';
import { oneAttempt } from './one-attempt.js';
import { ordered } from './ordered.js';
import { ownOnly } from './own-only.js';
import { patient } from './patient.js';
import { recovered } from './recovered.js';
import { sameForAll } from './same-for-all.js';
import { tiesInOrder } from './ties-in-order.js';
import { toldOnce } from './told-once.js';
import { trueContent } from './true-content.js';
import { trueGaps } from './true-gaps.js';
import { truePresence } from './true-presence.js';
import { trueSends } from './true-sends.js';
import { trueTranscript } from './true-transcript.js';
import { withinBudget } from './within-budget.js';

/** What every life is judged by. */
export const CHECKS: Readonly<Record<string, Check>> = {
  delivered,
  toldOnce,
  trueGaps,
  ordered,
  tiesInOrder,
  heldBack,
  trueContent,
  trueTranscript,
  truePresence,
  trueSends,
  ownOnly,
  liveMeansSubscribed,
  allowedEnd,
  sameForAll,
  heedsOwners,
  oneAttempt,
  recovered,
  nothingRemains,
  bounded,
  withinBudget,
  patient,
  calmWhenHidden,
  noSecrets,
};

/** A clause that a life broke, and how. */
export interface Verdict {
  readonly check: string;
  readonly failure: string;
}

/** Everything that is wrong with a life. */
export const judge = (record: LifeRecord): ReadonlyArray<Verdict> =>
  Object.entries(CHECKS).flatMap(([check, judgeBy]) => judgeBy(record).map((failure) => ({ check, failure })));
