import { defer, of } from 'rxjs';
import type { Checkpoint } from '../../engine/checkpoint.js';
import { checkKey, type CheckpointStore } from './checkpoint-store.js';

/**
 * Keeps checkpoints as long as the process lives: for tests, and for chats that change hands within one process.
 * Emits at once and never errors. Grows by one checkpoint per key until that is removed.
 */
export const memoryStore = (): CheckpointStore => {
  const kept = new Map<string, Checkpoint>();
  return {
    load: (key) => defer(() => of(kept.get(key))),
    save: (key, checkpoint) => {
      checkKey(key, checkpoint);
      return defer(() => {
        kept.set(key, checkpoint);
        return of(undefined);
      });
    },
    remove: (key) =>
      defer(() => {
        kept.delete(key);
        return of(undefined);
      }),
  };
};
