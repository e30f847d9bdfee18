import { failureCode } from './failure-code.js';

/** What a {@link CheckpointStoreError} is about. */
export type CheckpointStoreReason =
  /** The place cannot be reached, read or written. `code` says more. */
  | 'unavailable'
  /** There is no room. */
  | 'full'
  /** What is stored is whole, but no checkpoint of a version that is known. */
  | 'unreadable'
  /** What is stored is another contact's. */
  | 'otherContact';

/**
 * A checkpoint could not be loaded, saved or removed. Repeats neither the key nor anything that was stored; `code` is
 * the platform's own name of the failure, such as `EACCES`.
 */
export class CheckpointStoreError extends Error {
  override readonly name = 'CheckpointStoreError';
  constructor(
    readonly operation: 'load' | 'save' | 'remove',
    readonly reason: CheckpointStoreReason,
    readonly code?: string,
  ) {
    super(`${operation}: ${MEANING[reason]}${code === undefined ? '' : ` (${code})`}`);
  }
}

const MEANING: Readonly<Record<CheckpointStoreReason, string>> = {
  unavailable: 'the checkpoint store is unavailable',
  full: 'the checkpoint store is full',
  unreadable: 'what is stored is not a checkpoint of a known version',
  otherContact: 'what is stored is the checkpoint of another contact',
};

const FULL: ReadonlySet<string> = new Set([
  'ENOSPC',
  'EDQUOT',
  'QuotaExceededError',
  'NS_ERROR_DOM_QUOTA_REACHED', // Firefox, before it followed the standard
]);

/** What a platform threw, as one of ours. Only its name is kept: its message may repeat a path, a key or a value. */
export const asStoreError = (operation: CheckpointStoreError['operation'], thrown: unknown): CheckpointStoreError => {
  if (thrown instanceof CheckpointStoreError) return thrown;
  const code = failureCode(thrown);
  return new CheckpointStoreError(operation, code !== undefined && FULL.has(code) ? 'full' : 'unavailable', code);
};
