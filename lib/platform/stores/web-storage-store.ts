import { defer, of, type Observable } from 'rxjs';
import { asStoreError, type CheckpointStoreError } from './checkpoint-store-error.js';
import { checkKey, type CheckpointStore } from './checkpoint-store.js';
import { readCheckpoint } from './read-checkpoint.js';

/** What is used of the platform's `Storage`. */
export interface StorageLike {
  readonly getItem: (key: string) => string | null;
  readonly setItem: (key: string, value: string) => void;
  readonly removeItem: (key: string) => void;
}

/**
 * Keeps checkpoints in a web storage; each acts and emits at once. `sessionStorage` ends with its tab and belongs to it
 * alone. `localStorage` stays and is read by every tab, so two tabs may resume one session: whatever either has
 * sent, the other sees, but unsent messages are sent by both, under the same ClientTokens.
 *
 * @param prefix stands before each key. @defaultValue `'rx-connect-chat:'`
 */
export const webStorageStore = (storage: StorageLike, prefix = 'rx-connect-chat:'): CheckpointStore => ({
  load: (key) =>
    act('load', () => {
      const text = storage.getItem(prefix + key);
      return text === null ? undefined : readCheckpoint(text, key);
    }),
  save: (key, checkpoint) => {
    checkKey(key, checkpoint);
    return act('save', () => storage.setItem(prefix + key, JSON.stringify(checkpoint)));
  },
  remove: (key) => act('remove', () => storage.removeItem(prefix + key)),
});

/** A storage may throw whenever it is touched: the user has forbidden it, or it is full. */
const act = <T>(operation: CheckpointStoreError['operation'], touch: () => T): Observable<T> =>
  defer(() => {
    try {
      return of(touch());
    } catch (error) {
      throw asStoreError(operation, error);
    }
  });
