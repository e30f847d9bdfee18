import {
  auditTime,
  defer,
  distinctUntilChanged,
  EMPTY,
  endWith,
  filter,
  ignoreElements,
  map,
  merge,
  of,
  ReplaySubject,
  share,
  takeUntil,
  type Observable,
} from 'rxjs';
import type { ChatEvent } from '../chat/event.js';
import type { Quiet } from '../chat/ledger.js';
import type { PendingMessage } from '../chat/outgoing-message.js';
import { createTimeline, type Transcript } from '../chat/transcript.js';
import { inLine } from './in-line.js';
import { pendingOf } from './pending-of.js';
import { quietChanges } from './quiet-changes.js';
import type { World } from './world.js';

/**
 * The chat as it stands. Emits at once, then `policies.transcriptMs` after a change, whatever else has changed by
 * then; never the same twice in a row.
 *
 * Shared and replayed: a late subscriber gets the present one. Nothing is computed while nobody subscribes; the
 * first to subscribe gets it from the ledger. Completes when the events have and the fate of each own message is
 * known.
 *
 * @param restored$ reads what earlier sessions have shown into the ledger, for as long as somebody looks.
 */
export const transcriptOf = (
  { ports, policies, ledger, backlog, dispatch }: Pick<World, 'ports' | 'policies' | 'ledger' | 'backlog' | 'dispatch'>,
  event$: Observable<ChatEvent>,
  pending$: Observable<ReadonlyArray<PendingMessage>>,
  restored$: Observable<never> = EMPTY,
): Observable<Transcript> =>
  defer(() => {
    const timeline = createTimeline(policies.maxRememberedItems, ledger.receipts, ledger.ties);
    let pending: ReadonlyArray<PendingMessage> = [];
    let isShown = false;
    // What is held back is shown when it is emitted, whoever has been looking.
    const held = new Set(backlog.held?.().map(keyOf));
    for (const event of ledger.events()) if (!held.has(keyOf(event))) timeline.add(event);

    const hear = (change: Quiet): boolean => {
      switch (change.type) {
        case 'shown':
          return timeline.add(change.event);
        case 'reordered':
          return timeline.reorder(change.at);
        case 'participants':
          return false;
      }
    };
    const take = (all: ReadonlyArray<PendingMessage>): boolean => {
      pending = all;
      return isShown;
    };
    const ended$ = event$.pipe(ignoreElements(), endWith(true));
    const change$ = merge(
      event$.pipe(filter(timeline.add)),
      merge(quietChanges(ledger).pipe(filter(hear)), restored$).pipe(takeUntil(ended$)),
      pendingOf(event$, pending$).pipe(filter(take)),
    );
    return merge(
      change$.pipe(auditTime(policies.transcriptMs, ports.clock)),
      // After the changes have been subscribed: what is under way is shown at once.
      defer(() => {
        isShown = true;
        return of(undefined);
      }),
    ).pipe(
      map(() => timeline.snapshot(pending)),
      distinctUntilChanged(),
      inLine(dispatch),
    );
  }).pipe(share({ connector: () => new ReplaySubject(1) }));

/** What a gap, a receipt or an item is known by. */
const keyOf = (event: ChatEvent): string => {
  switch (event.type) {
    case 'gap':
      return `gap ${event.reason} ${event.after?.id ?? ''} ${event.before?.id ?? ''}`;
    case 'receipt':
      return `${event.status} ${event.recipientId} ${event.messageId}`;
    default:
      return event.id ?? '';
  }
};
