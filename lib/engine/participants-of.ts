import { defer, distinctUntilChanged, ReplaySubject, scan, share, startWith, type Observable } from 'rxjs';
import type { ChatEvent } from '../chat/event.js';
import type { Ledger } from '../chat/ledger.js';
import { compareEvents } from '../chat/order.js';
import type { Participant } from '../chat/participant.js';
import { nextParticipants } from '../chat/participants.js';

/**
 * Who is in the chat. Shared and replayed: a late subscriber gets the present list. Nothing is computed while nobody
 * subscribes. Completes and errors with the events.
 */
export const participantsOf = (
  ledger: Ledger,
  event$: Observable<ChatEvent>,
): Observable<ReadonlyArray<Participant>> => {
  const none: ReadonlyArray<Participant> = [];
  return defer(() => {
    const present = [...ledger.events()].sort(compareEvents).reduce(nextParticipants, none);
    return event$.pipe(scan(nextParticipants, present), startWith(present), distinctUntilChanged());
  }).pipe(share({ connector: () => new ReplaySubject(1) }));
};
