import {
  auditTime,
  defer,
  distinctUntilChanged,
  endWith,
  filter,
  ignoreElements,
  map,
  merge,
  ReplaySubject,
  share,
  takeUntil,
  tap,
  type Observable,
} from 'rxjs';
import type { ChatEvent } from '../chat/event.js';
import type { Memory } from '../chat/ledger.js';
import { isSame } from '../chat/same.js';
import type { Checkpoint } from './checkpoint.js';
import type { Outbox } from './effects/outbox.js';
import { inLine } from './in-line.js';
import { pendingOf } from './pending-of.js';
import type { World } from './world.js';

/** What has been emitted, at a moment when nothing was held back. */
type Settled = Memory & Pick<Checkpoint, 'told'> & Pick<Checkpoint['standing'], 'places'>;

/**
 * How far the session has come, `policies.transcriptMs` after each change of the chat, the connection or the outbox;
 * never the same twice in a row. When a message leaves or has come to nothing, at once: a process that ends right then
 * must not leave behind that it never left, or is still to be sent.
 *
 * What has been told is taken down only while nothing is held back, or what is held would count as told; until then
 * the state before stands. So a checkpoint may be behind, and is never ahead.
 *
 * Shared and replayed: a late subscriber gets the present one, once there is one. Nothing is computed while nobody
 * subscribes. Completes with the events, also when the session failed, after a last one by which nothing is unsent any
 * more.
 */
export const checkpointsOf = (
  world: World,
  event$: Observable<ChatEvent>,
  { pending$, turn$, unsettled }: Pick<Outbox, 'pending$' | 'turn$' | 'unsettled'>,
  resumedFrom: Checkpoint | undefined,
): Observable<Checkpoint> =>
  defer(() => {
    const { ports, policies, ledger, contacts, contactId, signal$, backlog, dispatch } = world;
    let settled: Settled | undefined = resumedFrom && { ...resumedFrom, ...resumedFrom.standing };
    let settledAt = -1;
    let last: Checkpoint | undefined;

    const settle = (): void => {
      const { places } = world.standing();
      if (backlog.size > 0 || (ledger.changes() === settledAt && places === settled?.places)) return;
      settledAt = ledger.changes();
      settled = { told: ledger.marks(places?.[0]), ...ledger.memory(), ...(places && { places }) };
    };

    const present = (): Checkpoint | undefined => {
      if (settled === undefined) return undefined;
      const { accepted, connection, credentials, deniedToken, left, closing } = world.standing();
      const { told, places, forgotten, latestAt, since, participants, gaps } = settled;
      const standing = {
        accepted,
        ...(connection && { connection }),
        ...(credentials && { credentials }),
        ...(deniedToken !== undefined && { deniedToken }),
        ...(left && { left }),
        ...(closing && { closing }),
        ...(places && { places }),
      };
      const all = contacts.all();
      const { unsent, undelivered } = unsettled();
      const next: Checkpoint = {
        version: 1,
        contactId,
        standing,
        told,
        ...(forgotten && { forgotten }),
        ...(latestAt !== undefined && { latestAt }),
        ...(since !== undefined && { since }),
        ...(participants && { participants }),
        ...(gaps && { gaps }),
        ...(all.length > 1 && { contacts: all }),
        unsent,
        ...(undelivered.length > 0 && { undelivered }),
      };
      // Quick where nothing has changed: then the lists are the same ones.
      if (!isSame(last, next)) last = next;
      return last;
    };

    const ended$ = event$.pipe(ignoreElements(), endWith(true));
    const change$ = merge(event$, signal$.pipe(takeUntil(ended$)), pendingOf(event$, pending$));
    const settled$ = change$.pipe(auditTime(policies.transcriptMs, ports.clock), tap(settle));
    return merge(settled$, turn$).pipe(
      map(present),
      filter((checkpoint) => checkpoint !== undefined),
      distinctUntilChanged(),
      inLine(dispatch),
    );
  }).pipe(share({ connector: () => new ReplaySubject(1) }));
