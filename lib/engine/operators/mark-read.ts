import { ignoreElements, mergeMap, type Observable, type OperatorFunction } from 'rxjs';
import { attempt } from './attempt.js';
import type { Failed } from './failed.js';

/** As much of a session as this receipt takes. */
export interface MarksRead {
  readonly markRead: (id: string) => Observable<void>;
}

/**
 * Says of each value, the id of a message, that it has been read. The newest wins: the session collects what comes within
 * `policies.receiptThrottleMs`, and one receipt for the newest stands for all before it.
 *
 * Emits nothing but failures, each id as a {@link Failed} value. Completes when the source has and the last receipt is
 * settled. Passes on an error of the source at once. Unsubscribing withdraws what has not left.
 */
export const markRead =
  (session: MarksRead): OperatorFunction<string, Failed<string>> =>
  (id$) =>
    id$.pipe(
      // mergeMap: the session is to see them all, and picks. switchMap would start its wait anew with each id, so that a
      // steady reader confirms nothing, and would take the last to come into view for the newest of the chat.
      mergeMap((input) => attempt(input, (id) => session.markRead(id).pipe(ignoreElements()))),
    );
