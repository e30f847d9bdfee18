import type { SchedulerAction, SchedulerLike, Subscription } from 'rxjs';

/** A clock that jumps ahead by `sleptMs` once `at` is reached, while its timers know nothing of it: a process asleep. */
export const sleepingClock = (clock: SchedulerLike, at: number, sleptMs: number): SchedulerLike => ({
  now: () => clock.now() + (clock.now() >= at ? sleptMs : 0),
  schedule: clock.schedule.bind(clock),
});

/** A clock whose timers fire on whole multiples of `everyMs` only: those of a hidden page. */
export const heldBackClock = (clock: SchedulerLike, everyMs: number): SchedulerLike => ({
  now: () => clock.now(),
  schedule: <T>(work: (this: SchedulerAction<T>, state?: T) => void, delayMs = 0, state?: T): Subscription => {
    const dueAt = Math.ceil((clock.now() + delayMs) / everyMs) * everyMs;
    return clock.schedule(work, dueAt - clock.now(), state);
  },
});
