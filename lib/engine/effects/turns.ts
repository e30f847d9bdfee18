import { Observable } from 'rxjs';

/** Lets one work run at a time. */
export type Turns = <T>(work$: Observable<T>) => Observable<T>;

/**
 * Creates a queue of works: one runs at a time, in the order of subscription, and the next one starts when the one
 * before has completed, failed or been unsubscribed. Unsubscribing one that waits takes it out of the queue.
 */
export const createTurns = (): Turns => {
  const waiting = new Set<() => void>();
  let isBusy = false;

  const next = (): void => {
    isBusy = false;
    for (const start of waiting) {
      waiting.delete(start);
      start();
      return;
    }
  };

  return <T>(work$: Observable<T>) =>
    new Observable<T>((subscriber) => {
      const start = (): void => {
        isBusy = true;
        subscriber.add(next);
        subscriber.add(work$.subscribe(subscriber));
      };
      if (isBusy) {
        waiting.add(start);
        subscriber.add(() => waiting.delete(start));
      } else start();
    });
};
