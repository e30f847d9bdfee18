import { auditTime, defer, filter, map, merge, ReplaySubject, share, tap, type Observable } from 'rxjs';
import type { ChatEvent } from '../chat/event.js';
import type { Checkpoint } from './checkpoint.js';
import type { World } from './world.js';

/**
 * How far the session has come, `policies.transcriptMs` after each change. Only when all that is known has been
 * told: what is held back would otherwise count as told.
 *
 * Shared and replayed: a late subscriber gets the present one, once there is one. Nothing is computed while nobody
 * subscribes. Completes and errors with the events.
 */
export const checkpointsOf = (
  { ports, policies, ledger, contactId, signal$, standing }: World,
  event$: Observable<ChatEvent>,
): Observable<Checkpoint> =>
  defer(() => {
    let settled = false;
    const standing$ = signal$.pipe(
      filter(({ type }) => type !== 'item' && type !== 'page'),
      tap(({ type }) => {
        if (type === 'caughtUp') settled = true;
        if (type === 'lost' || type === 'reading' || type === 'offline') settled = false;
      }),
    );
    return merge(standing$, event$).pipe(
      filter(() => settled),
      auditTime(policies.transcriptMs, ports.clock),
      filter(() => settled),
      map((): Checkpoint => {
        const present = standing();
        return { version: 1, contactId, standing: present, told: ledger.marks(present.places?.[0]) };
      }),
    );
  }).pipe(share({ connector: () => new ReplaySubject(1) }));
