import { PRIORITIES, type Priority } from './priority.js';

/** Who waits: by priority, and in the order of arrival within one. */
export interface WaitingLine<T extends object> {
  readonly isEmpty: () => boolean;
  readonly join: (waiter: T, priority: Priority) => void;
  /** Does nothing for one who does not wait, or no longer. */
  readonly leave: (waiter: T, priority: Priority) => void;
  /** Takes out who is next. */
  readonly next: () => T | undefined;
}

/** Creates an empty line. Joining and leaving cost the same however many wait: ten thousand sessions may. */
export const createWaitingLine = <T extends object>(): WaitingLine<T> => {
  // A set keeps the order of arrival and forgets from its middle.
  const lanes = new Map<Priority, Set<T>>(PRIORITIES.map((priority) => [priority, new Set<T>()]));
  return {
    isEmpty: () => PRIORITIES.every((priority) => lanes.get(priority)?.size === 0),
    join: (waiter, priority) => lanes.get(priority)?.add(waiter),
    leave: (waiter, priority) => lanes.get(priority)?.delete(waiter),
    next: () => {
      for (const lane of lanes.values()) {
        for (const waiter of lane) {
          lane.delete(waiter);
          return waiter;
        }
      }
      return undefined;
    },
  };
};
