import { Observable, type Subscription } from 'rxjs';

/**
 * Projects one value at a time. Of those that come meanwhile only the newest is kept, and projected when the one
 * before is done: whatever happened after it began is seen by a run that began later.
 */
export const exhaustTrailing =
  <T, R>(project: (value: T) => Observable<R>) =>
  (source: Observable<T>): Observable<R> =>
    new Observable<R>((subscriber) => {
      let running: Subscription | undefined;
      let waiting: { readonly value: T } | undefined;
      let completed = false;

      const next = (): void => {
        while (running === undefined && waiting !== undefined && !subscriber.closed) {
          const { value } = waiting;
          waiting = undefined;
          run(value);
        }
        if (running === undefined && completed) subscriber.complete();
      };

      const run = (value: T): void => {
        let result$: Observable<R>;
        try {
          result$ = project(value);
        } catch (error) {
          return subscriber.error(error);
        }
        const subscription = result$.subscribe({
          next: (result) => subscriber.next(result),
          error: (error: unknown) => subscriber.error(error),
          complete: () => {
            if (running === undefined) return;
            subscriber.remove(running);
            running = undefined;
            next();
          },
        });
        if (subscription.closed) return;
        running = subscription;
        subscriber.add(subscription);
      };

      subscriber.add(
        source.subscribe({
          next: (value) => {
            waiting = { value };
            next();
          },
          error: (error: unknown) => subscriber.error(error),
          complete: () => {
            completed = true;
            next();
          },
        }),
      );
    });
