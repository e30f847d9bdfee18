import {
  defer,
  dematerialize,
  filter,
  materialize,
  startWith,
  switchMap,
  tap,
  type Observable,
  type OperatorFunction,
} from 'rxjs';

/**
 * Begins the source anew whenever `again$` emits before it has said anything: what was begun on a network that is gone
 * would be waited for in vain.
 */
export const begunAnew =
  <T>(again$: Observable<unknown>): OperatorFunction<T, T> =>
  (source) =>
    defer(() => {
      let isAnswered = false;
      return again$.pipe(
        filter(() => !isAnswered),
        startWith(undefined),
        switchMap(() =>
          source.pipe(
            tap(() => (isAnswered = true)),
            materialize(),
          ),
        ),
        dematerialize(),
      );
    });
