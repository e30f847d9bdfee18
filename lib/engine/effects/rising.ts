import { defer, filter, type MonoTypeOperatorFunction } from 'rxjs';

/**
 * Drops progress that is behind, or no further than, what has been told: an attempt that starts anew does not set it
 * back. Values without a count pass.
 */
export const rising =
  <T>(bytes: (value: T) => number | undefined): MonoTypeOperatorFunction<T> =>
  (source) =>
    defer(() => {
      let told = -Infinity;
      return source.pipe(
        filter((value) => {
          const count = bytes(value);
          if (count === undefined) return true;
          if (count <= told) return false;
          told = count;
          return true;
        }),
      );
    });
