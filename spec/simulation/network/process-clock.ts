import { Subscription, type SchedulerAction, type SchedulerLike } from 'rxjs';
import type { Owner, VirtualTime } from '../virtual-time.js';

/** The clock of a process, and how many of its timers are running. */
export interface ProcessClock {
  readonly clock: SchedulerLike;
  readonly pending: () => number;
  /** Lets timers run at whole minutes only, as platforms do for pages that are hidden; those that are due run when that ends. */
  readonly setThrottled: (isThrottled: boolean) => void;
}

const MINUTE_MS = 60_000;

/** Shorter waits are left alone. */
const SHORTEST_THROTTLED_MS = 1_000;

/** Platforms take a longer wait for none at all. */
const LONGEST_WAIT_MS = 2_147_483_647;

const waitOf = (delayMs: number): number => {
  if (!(delayMs > 0)) return 0;
  return delayMs > LONGEST_WAIT_MS ? 1 : Math.ceil(delayMs);
};

/** Creates the clock of a process. Setting it changes what it says, not when its timers fire. */
export const createProcessClock = (time: VirtualTime, owner: Owner, now: () => number): ProcessClock => {
  let pending = 0;
  let isThrottled = false;
  /** Those that are due, and wait for the next whole minute or for the end of it all. */
  const deferred = new Set<() => void>();

  /** Runs something at the next whole minute, or when there is no more need to wait for it. */
  const defer = (run: () => void): (() => void) => {
    const release = (): void => {
      if (deferred.delete(release)) run();
    };
    deferred.add(release);
    const cancel = time.after(MINUTE_MS - (time.now() % MINUTE_MS), release, owner);
    return () => {
      deferred.delete(release);
      cancel();
    };
  };

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
        const run = (): void => {
          cancel = undefined;
          pending -= 1;
          work.call(action, nextState);
        };
        const waitMs = waitOf(nextDelayMs);
        const fire = (): void => {
          if (isThrottled && waitMs >= SHORTEST_THROTTLED_MS) cancel = defer(run);
          else run();
        };
        cancel = time.after(waitMs, fire, owner);
        return action;
      },
    });
    return action.schedule(state, delayMs);
  };

  return {
    clock: { now, schedule },
    pending: () => pending,
    setThrottled: (throttled) => {
      isThrottled = throttled;
      if (!throttled) for (const release of [...deferred]) release();
    },
  };
};
