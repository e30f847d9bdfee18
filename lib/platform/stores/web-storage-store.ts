import { defer, of, type Observable } from 'rxjs';
import { InvalidArgumentError } from '../../chat/errors.js';
import { checkText } from '../../protocol/check-text.js';
import { asStoreError, CheckpointStoreError } from './checkpoint-store-error.js';
import { checkKey, type CheckpointStore } from './checkpoint-store.js';
import { readCheckpoint } from './read-checkpoint.js';

/** What is used of the platform's `Storage`. */
export interface StorageLike {
  readonly getItem: (key: string) => string | null;
  readonly setItem: (key: string, value: string) => void;
  readonly removeItem: (key: string) => void;
}

const isStorage = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  ['getItem', 'setItem', 'removeItem'].every((name) => typeof Reflect.get(value, name) === 'function');

/**
 * Keeps checkpoints in a web storage; each acts and emits at once. `sessionStorage` ends with its tab and belongs to it
 * alone. `localStorage` stays and is read by every tab, so two tabs may resume one session: whatever either has
 * sent, the other sees, but unsent messages are sent by both, under the same ClientTokens.
 *
 * @param storage a storage, or a function that gives it, which is called at each use: merely to name `sessionStorage`
 * throws where the user has forbidden it, and on a server there is none. Then the actions error, not the call; what is
 * neither is an {@link InvalidArgumentError} at the call.
 * @param prefix stands before each key. @defaultValue `'rx-connect-chat:'`
 */
export const webStorageStore = (
  storage: StorageLike | (() => StorageLike | null | undefined),
  prefix = 'rx-connect-chat:',
): CheckpointStore => {
  if (typeof storage !== 'function' && !isStorage(storage)) {
    throw new InvalidArgumentError('storage', 'must be a storage, or a function that gives one');
  }
  checkText('prefix', prefix, 0, 1_000);

  /** A storage may throw whenever it is touched, or named: the user has forbidden it, or it is full. */
  const act = <T>(operation: CheckpointStoreError['operation'], touch: (given: StorageLike) => T): Observable<T> =>
    defer(() => {
      try {
        const given = typeof storage === 'function' ? storage() : storage;
        if (given === null || given === undefined) throw new CheckpointStoreError(operation, 'unavailable');
        return of(touch(given));
      } catch (error) {
        throw asStoreError(operation, error);
      }
    });

  return {
    load: (key) =>
      act('load', (given) => {
        const text = given.getItem(prefix + key);
        return text === null ? undefined : readCheckpoint(text, key);
      }),
    save: (key, checkpoint) => {
      checkKey(key, checkpoint);
      return act('save', (given) => given.setItem(prefix + key, JSON.stringify(checkpoint)));
    },
    remove: (key) => act('remove', (given) => given.removeItem(prefix + key)),
  };
};
