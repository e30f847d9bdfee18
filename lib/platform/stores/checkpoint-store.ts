import type { Observable } from 'rxjs';
import { InvalidArgumentError } from '../../chat/errors.js';
import type { Checkpoint } from '../../engine/checkpoint.js';

/**
 * Where checkpoints outlive a page or a process. One key per participant of a contact: the contact id, or a text that
 * begins with it, such as contact id and participant id.
 *
 * All are cold effects: one subscription is one action, which emits once and completes. They error with a
 * `CheckpointStoreError` and nothing else. Unsubscribing takes nothing back.
 */
export interface CheckpointStore {
  /**
   * Emits what was saved last: `undefined` where that is nothing, or nothing whole. What is whole but no checkpoint of
   * this version, or another contact's, is an error: to begin anew is a decision, for unsent messages may be in there.
   */
  readonly load: (key: string) => Observable<Checkpoint | undefined>;
  /** Replaces what is there. Throws an `InvalidArgumentError` at the call when the key is another contact's. */
  readonly save: (key: string, checkpoint: Checkpoint) => Observable<void>;
  /** Forgets what is there, if anything. */
  readonly remove: (key: string) => Observable<void>;
}

/** Whether a key may stand for a participant of the contact. */
export const isKeyOf = (key: string, contactId: string): boolean => contactId !== '' && key.startsWith(contactId);

/** Throws an {@link InvalidArgumentError} unless the key is one of the checkpoint's contact. */
export const checkKey = (key: string, { contactId }: Checkpoint): void => {
  if (!isKeyOf(key, contactId)) throw new InvalidArgumentError('key', 'must begin with the contact id');
};
