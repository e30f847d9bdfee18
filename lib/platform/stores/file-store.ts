import { join } from 'node:path';
import { defer, type Observable } from 'rxjs';
import { checkText } from '../../protocol/check-text.js';
import { asStoreError, type CheckpointStoreError } from './checkpoint-store-error.js';
import { checkpointFile, type CheckpointFile } from './checkpoint-file.js';
import { checkKey, type CheckpointStore } from './checkpoint-store.js';
import { readCheckpoint } from './read-checkpoint.js';
import { digestOf } from './seal.js';

/**
 * Keeps checkpoints in the files of a directory, which is made where it is missing. What was saved survives the end of
 * the process and of the machine at any moment; a file that is damaged all the same gives way to the version before.
 *
 * Actions on one key run one after the other, in the order of subscription; those on different keys do not wait for
 * each other. One store per directory: two of them, or two processes, must not use one key at once. Throws an
 * `InvalidArgumentError` where the directory is no text, or empty.
 */
export const fileStore = (directory: string): CheckpointStore => {
  checkText('directory', directory, 1, LONGEST_PATH);
  const lines = new Map<string, Promise<unknown>>();

  const inLine = <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const done = (lines.get(key) ?? Promise.resolve()).then(work, work);
    const leave = (): void => {
      if (lines.get(key) === done) lines.delete(key);
    };
    done.then(leave, leave);
    lines.set(key, done);
    return done;
  };

  const act = <T>(
    operation: CheckpointStoreError['operation'],
    key: string,
    work: (file: CheckpointFile) => Promise<T>,
  ): Observable<T> =>
    defer(() =>
      inLine(key, async () => {
        try {
          return await work(checkpointFile(join(directory, nameOf(key))));
        } catch (error) {
          throw asStoreError(operation, error);
        }
      }),
    );

  return {
    load: (key) =>
      act('load', key, async (file) => {
        const text = await file.read();
        return text === undefined ? undefined : readCheckpoint(text, key);
      }),
    save: (key, checkpoint) => {
      checkKey(key, checkpoint);
      return act('save', key, (file) => file.replace(JSON.stringify(checkpoint)));
    },
    remove: (key) => act('remove', key, (file) => file.remove()),
  };
};

/** That of Windows, in characters; of the other systems some take a part of it. */
const LONGEST_PATH = 32_767;

/** A digest: of any key a name that is short enough, leads nowhere else, and differs by more than its case. */
const nameOf = (key: string): string => `${digestOf(key)}.checkpoint`;
