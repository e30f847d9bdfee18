import type { Observable } from 'rxjs';
import { exhaustTrailing } from '../../engine/exhaust-trailing.js';
import type { Session } from '../../engine/session.js';
import type { CheckpointStore } from './checkpoint-store.js';

/**
 * Saves the checkpoints of a session, one at a time: while one is being saved, of those that come only the newest
 * waits.
 *
 * Cold: nothing is saved before it is subscribed. Emits after each save. Completes with the checkpoints, after the last
 * save; errors with what they error with, and with the `CheckpointStoreError` of a save that failed, after which
 * nothing is saved any more: `retry` begins again with the newest. Unsubscribing lets a save that has begun come to
 * its end.
 */
export const saveCheckpoints = (
  { checkpoint$ }: Pick<Session, 'checkpoint$'>,
  store: Pick<CheckpointStore, 'save'>,
  key: string,
): Observable<void> => checkpoint$.pipe(exhaustTrailing((checkpoint) => store.save(key, checkpoint)));
