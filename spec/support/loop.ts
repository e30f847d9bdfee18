import { Observable, Subject } from 'rxjs';
import { createDispatch } from '../../lib/engine/dispatch.js';

/** Runs sources that hear what they say, as a session runs them while it is online. */
export const loop = <T>(sources: (value$: Observable<T>) => Observable<T>): Observable<T> =>
  new Observable<T>((subscriber) => {
    const dispatch = createDispatch();
    const value$ = new Subject<T>();
    const hear = (value: T): void => {
      subscriber.next(value);
      if (!subscriber.closed) value$.next(value);
    };
    dispatch(() =>
      subscriber.add(
        sources(value$).subscribe({
          next: (value) => dispatch(() => !subscriber.closed && hear(value)),
          error: (error: unknown) => dispatch(() => subscriber.error(error)),
          complete: () => dispatch(() => subscriber.complete()),
        }),
      ),
    );
  });
