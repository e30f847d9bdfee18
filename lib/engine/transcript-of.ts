import { auditTime, defer, map, merge, of, ReplaySubject, share, tap, type Observable } from 'rxjs';
import type { ChatEvent } from '../chat/event.js';
import type { PendingMessage } from '../chat/outgoing-message.js';
import { createTimeline, type Transcript } from '../chat/transcript.js';
import { pendingOf } from './pending-of.js';
import type { World } from './world.js';

/**
 * The chat as it stands. Emits at once, then `policies.transcriptMs` after a change, whatever else has changed by
 * then.
 *
 * Shared and replayed: a late subscriber gets the present one. Nothing is computed while nobody subscribes; the
 * first to subscribe gets it from the ledger. Completes when the chat has ended and the fate of each own message is
 * known; errors with the events.
 */
export const transcriptOf = (
  { ports, policies, ledger }: Pick<World, 'ports' | 'policies' | 'ledger'>,
  event$: Observable<ChatEvent>,
  pending$: Observable<ReadonlyArray<PendingMessage>>,
): Observable<Transcript> =>
  defer(() => {
    const timeline = createTimeline(policies.maxRememberedItems, ledger.receipts);
    let pending: ReadonlyArray<PendingMessage> = [];
    ledger.events().forEach(timeline.add);
    const change$ = merge(
      event$.pipe(tap(timeline.add)),
      pendingOf(event$, pending$).pipe(tap((all) => (pending = all))),
    );
    return merge(
      change$.pipe(auditTime(policies.transcriptMs, ports.clock)),
      // After the changes have been subscribed: what is under way is told at once.
      of(undefined),
    ).pipe(map(() => timeline.snapshot(pending)));
  }).pipe(share({ connector: () => new ReplaySubject(1) }));
