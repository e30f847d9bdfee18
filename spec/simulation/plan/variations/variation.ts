import type { Random } from '../../random.js';
import type { Plan } from '../plan.js';

/** One way in which the world may be otherwise: traits of the life, and steps in which they matter. */
export interface Variation {
  readonly name: string;
  /** Lays it over a plan. Chance is its own, so that leaving one out changes nothing of the others. */
  readonly vary: (plan: Plan, random: Random) => Plan;
}
