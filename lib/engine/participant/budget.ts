import { defer, type Observable, type SchedulerLike } from 'rxjs';
import type { OperationName } from '../../protocol/operation-name.js';
import type { Policies } from '../policies.js';
import { createGate, type Gate } from './gate.js';
import type { Priority } from './priority.js';

export type { Priority } from './priority.js';

/** The instance's rate quotas, shared by all sessions of an engine. */
export interface Budget {
  /**
   * Waits until one call of `operation` may leave. Cold: emits once, then completes; never errors. Who has the higher
   * priority goes first, and within one who came first. Unsubscribing leaves the line.
   *
   * The line has no limit of its own: each place in it is held by a subscription that somebody made and can end, and
   * sessions limit what they ask for.
   */
  readonly acquire: (operation: OperationName, priority: Priority) => Observable<void>;
  /** Tells that the service refused a call for its rate, and for how long it wants to see no other. */
  readonly throttled: (operation: OperationName, retryAfterMs?: number) => void;
}

/** What a budget is made of. */
export interface BudgetConfig {
  readonly clock: SchedulerLike;
  readonly rates: Policies['rates'];
}

/** However long a refusal asks for, the operation is not shut for longer. */
const LONGEST_SHUT_MS = 900_000;

/** Creates a budget: one token bucket per operation, each full. Idle buckets hold no timer. */
export const createBudget = ({ clock, rates }: BudgetConfig): Budget => {
  const gates = new Map<OperationName, Gate>();
  const gateOf = (operation: OperationName): Gate => {
    const gate = gates.get(operation) ?? createGate(clock, rates[operation]);
    gates.set(operation, gate);
    return gate;
  };
  return {
    acquire: (operation, priority) => defer(() => gateOf(operation).pass(priority)),
    throttled: (operation, retryAfterMs = 0) => gateOf(operation).refused(Math.min(retryAfterMs, LONGEST_SHUT_MS)),
  };
};
