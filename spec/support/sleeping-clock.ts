import type { SchedulerLike } from 'rxjs';

/** A clock that jumps ahead by `sleptMs` once `at` is reached, while its timers know nothing of it: a process asleep. */
export const sleepingClock = (clock: SchedulerLike, at: number, sleptMs: number): SchedulerLike => ({
  now: () => clock.now() + (clock.now() >= at ? sleptMs : 0),
  schedule: clock.schedule.bind(clock),
});
