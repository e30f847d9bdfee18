import {
  auditTime,
  catchError,
  concat,
  defer,
  endWith,
  filter,
  ignoreElements,
  map,
  merge,
  of,
  ReplaySubject,
  share,
  takeUntil,
  tap,
  throwError,
  type Observable,
} from 'rxjs';
import type { ChatEvent } from '../chat/event.js';
import type { PendingMessage, UnsentMessage } from '../chat/outgoing-message.js';
import type { Checkpoint } from './checkpoint.js';
import { pendingOf } from './pending-of.js';
import type { World } from './world.js';

/** What has been told, at a moment when nothing was held back. */
type Settled = Pick<Checkpoint, 'told' | 'forgotten'> & Pick<Checkpoint['standing'], 'places'>;

/**
 * How far the session has come, `policies.transcriptMs` after each change of the chat, the connection or the outbox.
 *
 * What has been told is taken down only while nothing is held back, or what is held would count as told; until then
 * the state before stands. So a checkpoint may be behind, and is never ahead.
 *
 * Shared and replayed: a late subscriber gets the present one, once there is one. Nothing is computed while nobody
 * subscribes. Completes and errors with the events, after a last one by which
 * nothing is unsent any more.
 */
export const checkpointsOf = (
  world: World,
  event$: Observable<ChatEvent>,
  pending$: Observable<ReadonlyArray<PendingMessage>>,
  resumedFrom: Checkpoint | undefined,
): Observable<Checkpoint> =>
  defer(() => {
    const { ports, policies, ledger, contactId, signal$, backlog } = world;
    let settled: Settled | undefined = resumedFrom && { ...resumedFrom, ...resumedFrom.standing };
    let unsent: ReadonlyArray<UnsentMessage> = resumedFrom?.unsent ?? [];

    const settle = (): void => {
      const { places } = world.standing();
      const forgotten = ledger.forgotten();
      if (backlog.size > 0) return;
      settled = { told: ledger.marks(places?.[0]), ...(forgotten && { forgotten }), ...(places && { places }) };
    };

    const present = (): Checkpoint => {
      const { accepted, connection, credentials, deniedToken, left } = world.standing();
      const { told = [], forgotten, places } = settled ?? {};
      const standing = {
        accepted,
        ...(connection && { connection }),
        ...(credentials && { credentials }),
        ...(deniedToken !== undefined && { deniedToken }),
        ...(left && { left }),
        ...(places && { places }),
      };
      return { version: 1, contactId, standing, told, ...(forgotten && { forgotten }), unsent };
    };

    const ended$ = event$.pipe(ignoreElements(), endWith(true));
    const change$ = merge(
      event$,
      signal$.pipe(takeUntil(ended$)),
      pendingOf(event$, pending$).pipe(tap((all) => (unsent = unsentOf(all)))),
    );
    const checkpoint$ = change$.pipe(
      auditTime(policies.transcriptMs, ports.clock),
      tap(settle),
      filter(() => settled !== undefined),
      map(present),
    );
    // A session that fails has told everybody who sent: the next one must not send it after all.
    return checkpoint$.pipe(
      catchError((error: unknown) => {
        unsent = [];
        settle();
        return concat(
          of(present()),
          throwError(() => error),
        );
      }),
    );
  }).pipe(share({ connector: () => new ReplaySubject(1) }));

/** What the next session has to see to. A message that was rejected is settled. */
const unsentOf = (pending: ReadonlyArray<PendingMessage>): ReadonlyArray<UnsentMessage> =>
  pending
    .filter(({ status }) => status === 'queued' || status === 'sending')
    .map(({ clientToken, contentType, content, status }) => ({
      clientToken,
      contentType,
      content,
      mayHaveArrived: status === 'sending',
    }));
