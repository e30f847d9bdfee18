import { Observable, type MonoTypeOperatorFunction } from 'rxjs';
import type { Dispatch } from './dispatch.js';

/**
 * Emits what the source does, each value as a task of its own in the line of the session. Stands before the sharing of a
 * stream, so that all who share it get one value before the next.
 */
export const inLine =
  <T>(dispatch: Dispatch): MonoTypeOperatorFunction<T> =>
  (source$) =>
    new Observable<T>((subscriber) =>
      source$.subscribe({
        next: (value) => dispatch(() => subscriber.next(value)),
        error: (error: unknown) => dispatch(() => subscriber.error(error)),
        complete: () => dispatch(() => subscriber.complete()),
      }),
    );
