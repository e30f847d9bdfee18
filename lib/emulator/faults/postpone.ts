import type { Timers } from '../timers.js';
import type { FaultDetails } from './fault.js';

/** Does something as late as the fault wants it: when its promise settles, else after its delay. */
export const postpone = (
  timers: Timers,
  { until, delayMs }: FaultDetails,
  defaultDelayMs: number,
  action: () => void,
): void => {
  if (until === undefined) timers.after(delayMs ?? defaultDelayMs, action);
  else until.then(action, action);
};
