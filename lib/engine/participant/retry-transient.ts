import { retry, throwError, timer, type MonoTypeOperatorFunction } from 'rxjs';
import { isTransient, type ChatError } from '../../chat/errors.js';
import type { Policies } from '../policies.js';
import type { Ports } from '../ports.js';
import { backoffMs } from './backoff.js';

/** One retry, before its wait begins. */
export interface Retry {
  /** Failures so far. */
  readonly attempt: number;
  readonly delayMs: number;
  readonly error: ChatError;
}

/** How {@link retryTransient} retries. */
export interface RetryConfig {
  readonly ports: Pick<Ports, 'clock' | 'random'>;
  readonly policies: Pick<Policies, 'backoffBaseMs' | 'backoffCapMs'>;
  /** How often the source is subscribed to at most. */
  readonly attempts: number;
  readonly retrying: (retry: Retry) => void;
}

/** A port of the application's own may ask for more than a timer holds. */
const LONGEST_ASKED_MS = 900_000;

const askedMs = (error: ChatError): number =>
  'retryAfterMs' in error ? Math.min(error.retryAfterMs ?? 0, LONGEST_ASKED_MS) : 0;

/**
 * Subscribes to the source again after a transient error: after a wait with full jitter, and never sooner than the
 * service asked for. Errors with the source's error when it is not transient, or was the last attempt's.
 */
export const retryTransient = <T>({ ports, policies, attempts, retrying }: RetryConfig): MonoTypeOperatorFunction<T> =>
  retry({
    delay: (error: ChatError, attempt) => {
      if (attempt >= attempts || !isTransient(error)) return throwError(() => error);
      const delayMs = Math.max(askedMs(error), backoffMs(attempt, policies, ports.random));
      retrying({ attempt, delayMs, error });
      return timer(delayMs, ports.clock);
    },
  });
