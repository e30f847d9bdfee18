import { Subscription, type SchedulerAction, type SchedulerLike } from 'rxjs';
import type { Owner, VirtualTime } from '../virtual-time.js';

/** The clock of a process, and how many of its timers are running. */
export interface ProcessClock {
  readonly clock: SchedulerLike;
  readonly pending: () => number;
}

/** Platforms take a longer wait for none at all. */
const LONGEST_WAIT_MS = 2_147_483_647;

const waitOf = (delayMs: number): number => {
  if (!(delayMs > 0)) return 0;
  return delayMs > LONGEST_WAIT_MS ? 1 : Math.ceil(delayMs);
};

/** Creates the clock of a process. Setting it changes what it says, not when its timers fire. */
export const createProcessClock = (time: VirtualTime, owner: Owner, now: () => number): ProcessClock => {
  let pending = 0;

  const schedule = <T>(work: (this: SchedulerAction<T>, state?: T) => void, delayMs = 0, state?: T): Subscription => {
    let cancel: (() => void) | undefined;
    const clear = (): void => {
      if (cancel === undefined) return;
      cancel();
      cancel = undefined;
      pending -= 1;
    };
    const action: SchedulerAction<T> = Object.assign(new Subscription(clear), {
      schedule: (nextState?: T, nextDelayMs = 0): Subscription => {
        clear();
        if (action.closed) return action;
        pending += 1;
        cancel = time.after(
          waitOf(nextDelayMs),
          () => {
            cancel = undefined;
            pending -= 1;
            work.call(action, nextState);
          },
          owner,
        );
        return action;
      },
    });
    return action.schedule(state, delayMs);
  };

  return { clock: { now, schedule }, pending: () => pending };
};
