import { randomUUID } from 'node:crypto';

import { checkFaults, checkInjection } from '../check-options.js';
import type { TranscriptItem } from '../chat/item.js';
import { toTranscriptItem } from '../chat/transcript-item.js';
import type { FaultPlan, Injection } from '../faults/fault.js';
import type { RequestRecord } from '../http/request-record.js';
import type { RegisteredView } from '../operations/registered-view.js';
import type { Service } from '../service.js';

/** Shows what the service knows, and prepares what it will do. */
export interface Observation {
  /** Everything persisted of a chat, past sessions included, oldest first: the truth clients are measured against. */
  readonly transcript: (contactId: string) => ReadonlyArray<TranscriptItem>;
  /** The requests so far, oldest first, as many as the log remembers; the array goes on as they come. */
  readonly requests: ReadonlyArray<RequestRecord>;
  /**
   * Resolves as soon as the condition holds; it is looked at after everything that happens in the service.
   * Rejects with `ConditionTimeoutError` after `timeoutMs` (default 5 seconds) and on `close`.
   */
  readonly until: (condition: () => boolean, timeoutMs?: number) => Promise<void>;
  /** Adds a fault that strikes for certain, at the next opportunity, and returns what takes it back. */
  readonly inject: (injection: Injection) => () => void;
  /**
   * Replaces the option `faults`: from now on these strike by chance, none for `{}`. Injected faults are not touched, and what
   * is delayed already still comes late.
   */
  readonly setFaults: (plan: FaultPlan) => void;
  /** How many injected strikes have not happened yet. */
  readonly pendingInjections: () => number;
  /** Registers a view and returns the token under which DescribeView describes it. */
  readonly addView: (view: RegisteredView, viewToken?: string) => string;
}

const DEFAULT_PATIENCE_MS = 5_000;

/** Makes the methods that observe and prepare. */
export const createObservation = (service: Service): Observation => ({
  transcript: (contactId) => {
    const { past, log } = service.chats.chat(contactId);
    return [...past, ...log.entries().map(({ item }) => toTranscriptItem(item))];
  },
  requests: service.requests.entries,
  until: (condition, timeoutMs = DEFAULT_PATIENCE_MS) => service.changes.until(condition, timeoutMs),
  inject: (injection) => {
    checkInjection(injection);
    return service.faults.inject(injection);
  },
  setFaults: (plan) => {
    checkFaults('faults', plan);
    service.faults.setPlan(plan);
  },
  pendingInjections: service.faults.pending,
  addView: (view, viewToken = `view-token/${randomUUID()}`) => {
    service.views.set(viewToken, view);
    return viewToken;
  },
});
