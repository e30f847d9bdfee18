import { Subscription, type SchedulerAction, type SchedulerLike } from 'rxjs';

/** The real clock, whose timers can be counted. */
export interface CountedClock {
  readonly clock: SchedulerLike;
  /** How many timers are pending. */
  readonly pending: () => number;
  /** Resolves when none is. */
  readonly quiet: () => Promise<void>;
}

/** Makes a clock of its own for each stage, so that no other code's timers count. */
export const createCountedClock = (): CountedClock => {
  const timers = new Set<NodeJS.Timeout>();
  const looks = new Set<() => void>();

  const forget = (timer: NodeJS.Timeout | undefined): void => {
    if (timer === undefined || !timers.delete(timer)) return;
    clearTimeout(timer);
    // In a microtask: what has just run may set the next timer.
    queueMicrotask(() => looks.forEach((look) => look()));
  };

  const schedule: SchedulerLike['schedule'] = (work, delay = 0, state) => {
    let timer: NodeJS.Timeout | undefined;
    const arm = (next: typeof state, delayMs = 0): Subscription => {
      forget(timer);
      const armed = setTimeout(() => {
        forget(armed);
        if (!action.closed) work.call(action, next!);
      }, delayMs);
      timer = armed;
      timers.add(armed);
      return action;
    };
    const action: SchedulerAction<NonNullable<typeof state>> = Object.assign(new Subscription(() => forget(timer)), {
      schedule: arm,
    });
    return arm(state, delay);
  };

  return {
    clock: { now: () => Date.now(), schedule },
    pending: () => timers.size,
    quiet: () =>
      new Promise((resolve) => {
        const look = (): void => {
          if (timers.size > 0) return;
          looks.delete(look);
          resolve();
        };
        looks.add(look);
        look();
      }),
  };
};
