import type { Traits } from '../plan/traits.js';
import type { Random } from '../random.js';
import type { Fact } from '../life-record.js';
import type { Service } from '../service/service.js';
import type { VirtualTime } from '../virtual-time.js';
import type { Conditions } from './conditions.js';

/** What lies between the processes and the service. */
export interface NetworkConfig {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly traits: Traits;
  readonly conditions: Conditions;
  readonly service: Service;
  /** Notes a fact of the present process. */
  readonly note: (fact: Fact) => void;
}
