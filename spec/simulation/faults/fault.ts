import type { Conditions } from '../network/conditions.js';
import type { Process } from '../network/process.js';
import type { FaultStep } from '../plan/plan.js';
import type { Service } from '../service/service.js';
import type { VirtualTime } from '../virtual-time.js';
import type { User } from '../run/user.js';

/** What a fault can lay its hands on. */
export interface Stage {
  readonly time: VirtualTime;
  readonly conditions: Conditions;
  readonly service: Service;
  /** The process that holds the session now. */
  readonly process: () => Process;
  readonly user: User;
  /** How long the time of faults still lasts. */
  readonly leftMs: () => number;
}

/** One kind of disturbance. */
export interface Fault {
  readonly kind: string;
  /** How often it is drawn, compared with the others; 0 for those that only a variation draws. */
  readonly weight: number;
  /** Strikes now, once or for a while. */
  readonly strike: (stage: Stage, step: FaultStep) => void;
}
