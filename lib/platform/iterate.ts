import type { Observable, Subscription } from 'rxjs';
import { SlowConsumerError } from '../chat/errors.js';

/** How many values may wait for a consumer that is slower than the stream. */
const LIMIT = 10_000;

/**
 * Reads an observable by `for await`. Subscribes at the first `next()`; leaving the loop unsubscribes. What comes
 * between two steps waits; when more than 10,000 values wait, the loop is told by a `SlowConsumerError` after them.
 */
export const iterate = <T>(source: Observable<T>): AsyncIterableIterator<T> => {
  const waiting: T[] = [];
  const readers: {
    readonly resolve: (result: IteratorResult<T>) => void;
    readonly reject: (error: unknown) => void;
  }[] = [];
  let end: { readonly error?: unknown } | undefined;
  let subscription: Subscription | undefined;

  const finish = (how: { readonly error?: unknown }): void => {
    end ??= how;
    subscription?.unsubscribe();
    for (const reader of readers.splice(0)) settle(reader);
  };

  const settle = ({ resolve, reject }: (typeof readers)[number]): void => {
    if (end !== undefined && 'error' in end) {
      const { error } = end;
      end = {};
      reject(error);
    } else resolve({ done: true, value: undefined });
  };

  const start = (): Subscription =>
    source.subscribe({
      next: (value) => {
        const reader = readers.shift();
        if (reader !== undefined) return reader.resolve({ done: false, value });
        if (waiting.length >= LIMIT) return finish({ error: new SlowConsumerError(LIMIT) });
        waiting.push(value);
      },
      error: (error: unknown) => finish({ error }),
      complete: () => finish({}),
    });

  return {
    next: () =>
      new Promise((resolve, reject) => {
        subscription ??= start();
        const value = waiting.shift();
        if (value !== undefined) resolve({ done: false, value });
        else if (end !== undefined) settle({ resolve, reject });
        else readers.push({ resolve, reject });
      }),
    return: () => {
      waiting.length = 0;
      finish({});
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
};
