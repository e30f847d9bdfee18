// Node's own: those of jsdom are numbers, and those of a test may be faked.
import { clearTimeout, setTimeout } from 'node:timers';

/** Every pending timer of one emulator, so that closing it leaves none behind. */
export interface Timers {
  /** Runs the action once after the delay and returns what calls it off; an infinite delay never runs it. */
  readonly after: (delayMs: number, action: () => void) => () => void;
  /** Calls off everything pending. */
  readonly cancelAll: () => void;
}

/** The longest delay `setTimeout` honours; a longer one would fire at once. */
const LONGEST_DELAY_MS = 2_147_483_647;

/** Makes an empty set of timers; none of them keeps the process alive. */
export const createTimers = (): Timers => {
  const pending = new Set<NodeJS.Timeout>();
  return {
    after: (delayMs, action) => {
      if (delayMs === Number.POSITIVE_INFINITY) return () => undefined;
      const timer = setTimeout(
        () => {
          pending.delete(timer);
          action();
        },
        Math.min(delayMs, LONGEST_DELAY_MS),
      );
      timer.unref();
      pending.add(timer);
      return () => {
        clearTimeout(timer);
        pending.delete(timer);
      };
    },
    cancelAll: () => {
      pending.forEach((timer) => clearTimeout(timer));
      pending.clear();
    },
  };
};
