import { defer, EMPTY, merge, Observable } from 'rxjs';
import type { RepairReason } from '../diagnostic.js';
import type { Signal } from '../signal.js';

/** Called with what becomes of the requests of a reading, one after another. */
export interface Progress {
  /** The rate budget lets one leave. */
  readonly granted: () => void;
  /** The next one has to wait: for the rate budget, or for another token. */
  readonly waits: () => void;
  /** One has failed and is to be made again. */
  readonly failed: () => void;
}

/**
 * One reading. It begins when its first request leaves: only then it can show what was posted before. Says when its
 * requests wait, and when they go on, because nobody is to wait for what is not under way. Who was let go by a failure
 * is not held again: the next attempt may fail, or hang, like the one before.
 */
export const reading = (reason: RepairReason, read: (progress: Progress) => Observable<Signal>): Observable<Signal> =>
  new Observable((subscriber) => {
    let hasBegun = false;
    let hasFailed = false;
    let isStalled = false;
    const stall = (): void => {
      if (isStalled) return;
      isStalled = true;
      // Also before it has begun: the one before may have been broken off, and have left events held.
      subscriber.next({ type: 'stalled' });
    };
    const progress: Progress = {
      granted: () => {
        if (hasBegun && (hasFailed || !isStalled)) return;
        const type = hasBegun ? 'continued' : 'reading';
        hasBegun = true;
        isStalled = false;
        subscriber.next({ type, reason });
      },
      waits: stall,
      failed: () => {
        hasFailed = true;
        stall();
      },
    };
    subscriber.add(
      read(progress).subscribe({
        next: (signal) => subscriber.next(signal),
        error: (error: unknown) => subscriber.error(error),
        complete: () => subscriber.complete(),
      }),
    );
  });

/**
 * A request of a reading.
 *
 * @param ask makes it, and calls back when it is granted. Where that is not at once, it waits.
 */
export const request = <T>(
  progress: Progress | undefined,
  ask: (granted: () => void) => Observable<T>,
): Observable<T> =>
  defer(() => {
    let isAtOnce = false;
    const granted = (): void => {
      isAtOnce = true;
      progress?.granted();
    };
    return merge(
      ask(granted),
      defer(() => {
        if (!isAtOnce) progress?.waits();
        return EMPTY;
      }),
    );
  });
