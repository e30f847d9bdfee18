import { ConditionTimeoutError } from './emulator-error.js';
import type { Timers } from './timers.js';

/** Tells those who wait that something happened in the service. */
export interface Changes {
  /** Says that something happened: waiting conditions are looked at again. */
  readonly announce: () => void;
  /** Resolves as soon as the condition holds; rejects with {@link ConditionTimeoutError} after `timeoutMs`. */
  readonly until: (condition: () => boolean, timeoutMs: number) => Promise<void>;
  /** Rejects everything that still waits. */
  readonly abandon: () => void;
}

interface Waiting {
  readonly look: () => void;
  readonly giveUp: () => void;
}

/** Makes the place where conditions wait; they are evaluated after each happening, never by polling. */
export const createChanges = (timers: Timers): Changes => {
  const waiting = new Set<Waiting>();
  return {
    announce: () => {
      // In a microtask, so that a condition sees the happening completed.
      if (waiting.size > 0) queueMicrotask(() => [...waiting].forEach((entry) => entry.look()));
    },
    until: (condition, timeoutMs) =>
      new Promise<void>((resolve, reject) => {
        if (condition()) {
          resolve();
          return;
        }
        const settle = (then: () => void): void => {
          waiting.delete(entry);
          cancel();
          then();
        };
        const giveUp = (): void => settle(() => reject(new ConditionTimeoutError(timeoutMs)));
        const cancel = timers.after(timeoutMs, giveUp);
        const entry: Waiting = {
          look: () => {
            if (condition()) settle(resolve);
          },
          giveUp,
        };
        waiting.add(entry);
      }),
    abandon: () => [...waiting].forEach((entry) => entry.giveUp()),
  };
};
