import { copyFile, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failureCode } from './failure-code.js';
import { seal, unseal } from './seal.js';

/** One text on disk, of which the newest version that was written is whole, whenever the process or the machine dies. */
export interface CheckpointFile {
  /** The present version; where the disk has damaged it, the one before; `undefined` where there is none. */
  readonly read: () => Promise<string | undefined>;
  /** Writes a version. Until that is done the present one is untouched, and a write that is broken off has not happened. */
  readonly replace: (text: string) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/**
 * A file at `path`, and beside it, under the same name with an ending, the version to come and the one before.
 * Readable by its owner only. Does not mind being removed; minds being used twice at once.
 */
export const checkpointFile = (path: string): CheckpointFile => {
  const next = `${path}.new`;
  const previous = `${path}.previous`;
  return {
    read: async () => {
      for (const version of [path, previous]) {
        const text = unseal((await unlessAbsent(readFile(version, 'utf8'))) ?? '');
        if (text !== undefined) return text;
      }
      return undefined;
    },
    replace: async (text) => {
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await rm(next, { force: true });
        await writeThrough(next, seal(text));
        // A copy: were the present version moved away, there would be a moment without it.
        await unlessAbsent(copyFile(path, previous));
        await rename(next, path);
        await syncDirectory(dirname(path));
      } catch (error) {
        await rm(next, { force: true }).catch(() => undefined);
        throw error;
      }
    },
    remove: async () => {
      // The present version last: a removal that is broken off has not happened.
      for (const version of [next, previous, path]) await rm(version, { force: true });
    },
  };
};

/** Writes a file that is not there yet, and returns when the disk has it. */
const writeThrough = async (path: string, text: string): Promise<void> => {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** Only then a renaming survives a power failure. Windows knows no such thing. */
const syncDirectory = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
};

const unlessAbsent = async <T>(result: Promise<T>): Promise<T | undefined> => {
  try {
    return await result;
  } catch (error) {
    if (failureCode(error) === 'ENOENT') return undefined;
    throw error;
  }
};
