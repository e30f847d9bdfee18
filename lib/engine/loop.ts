import { Observable, Subject } from 'rxjs';

/**
 * Runs sources that hear what they say. Every value goes to the subscriber first and then back to the sources; what
 * they say in answer waits until it has been heard by all, so that everybody sees one and the same sequence.
 * Values for which `returns` is false, the many, go to the subscriber only.
 *
 * Cold. Completes or errors with the merged sources. A source that subscribes late hears what comes after.
 */
export const loop = <T>(
  sources: (value$: Observable<T>) => Observable<T>,
  returns: (value: T) => boolean = () => true,
): Observable<T> =>
  new Observable<T>((subscriber) => {
    const value$ = new Subject<T>();
    const queue: T[] = [];
    let draining = false;
    let ending: (() => void) | undefined;

    const drain = (): void => {
      draining = true;
      for (let value = queue.shift(); value !== undefined && !subscriber.closed; value = queue.shift()) {
        subscriber.next(value);
        if (returns(value)) value$.next(value);
      }
      draining = false;
      ending?.();
    };

    const end = (how: () => void): void => {
      ending = how;
      if (!draining) how();
    };

    subscriber.add(() => (queue.length = 0));
    draining = true;
    subscriber.add(
      sources(value$).subscribe({
        next: (value) => {
          queue.push(value);
          if (!draining) drain();
        },
        error: (error: unknown) => end(() => subscriber.error(error)),
        complete: () => end(() => subscriber.complete()),
      }),
    );
    drain();
  });
