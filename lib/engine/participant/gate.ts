import { Observable, timer, type SchedulerLike, type Subscriber, type Subscription } from 'rxjs';
import type { Rate } from '../policies.js';
import type { Priority } from './priority.js';
import { createTokenBucket } from './token-bucket.js';
import { createWaitingLine } from './waiting-line.js';

/** The one way to one operation: as many get through as its rate allows. */
export interface Gate {
  readonly pass: (priority: Priority) => Observable<void>;
  readonly refused: (retryAfterMs: number) => void;
}

/** Creates a gate. It has a timer while somebody waits, and exactly one. */
export const createGate = (clock: SchedulerLike, rate: Rate): Gate => {
  const bucket = createTokenBucket(rate, clock.now());
  const line = createWaitingLine<Subscriber<void>>();
  let alarm: Subscription | undefined;
  let isServing = false;

  const rest = (): void => {
    alarm?.unsubscribe();
    alarm = undefined;
  };

  const serve = (): void => {
    // Who is let through may come back at once, from within: the loop below sees to that caller too.
    if (isServing) return;
    isServing = true;
    while (!line.isEmpty() && bucket.take(clock.now())) {
      const waiter = line.next();
      waiter?.next();
      waiter?.complete();
    }
    isServing = false;
    rest();
    if (!line.isEmpty()) alarm = timer(bucket.waitMs(clock.now()), clock).subscribe(serve);
  };

  return {
    pass: (priority) =>
      new Observable<void>((subscriber) => {
        line.join(subscriber, priority);
        subscriber.add(() => {
          line.leave(subscriber, priority);
          if (line.isEmpty()) rest();
        });
        // While the alarm is set there is no token: who comes now cannot be served, and needs no alarm of their own.
        if (alarm === undefined) serve();
      }),
    refused: (retryAfterMs) => {
      // An alarm that is set rings too early now: it finds no token, and is set again.
      bucket.refused(clock.now(), retryAfterMs);
    },
  };
};
