import {
  concat,
  defer,
  distinctUntilChanged,
  endWith,
  filter,
  ignoreElements,
  map,
  merge,
  of,
  ReplaySubject,
  share,
  startWith,
  takeUntil,
  tap,
  type Observable,
} from 'rxjs';
import type { ChatEvent } from '../chat/event.js';
import type { Participant } from '../chat/participant.js';
import { NOBODY } from '../chat/participants.js';
import { quietChanges } from './quiet-changes.js';
import type { World } from './world.js';

/**
 * Who is in the chat, by all that is known of it: what was emitted, what the history policy left out, and what earlier
 * sessions knew. Emits at once, and when the list changes.
 *
 * Shared and replayed: a late subscriber gets the present list. Nothing is computed while nobody subscribes. Completes
 * with the events, after an empty list when the chat has ended.
 */
export const participantsOf = (
  { ledger, isOver }: Pick<World, 'ledger' | 'isOver'>,
  event$: Observable<ChatEvent>,
): Observable<ReadonlyArray<Participant>> =>
  defer(() => {
    let hasEnded = isOver();
    const ended$ = event$.pipe(ignoreElements(), endWith(true));
    const change$ = merge(
      event$.pipe(tap(({ type }) => (hasEnded = type === 'chatEnded'))),
      quietChanges(ledger).pipe(
        filter(({ type }) => type === 'participants'),
        takeUntil(ended$),
      ),
    );
    return concat(
      change$.pipe(
        startWith(undefined),
        map(() => (hasEnded ? NOBODY : ledger.participants())),
      ),
      defer(() => (hasEnded ? of(NOBODY) : [])),
    ).pipe(distinctUntilChanged());
  }).pipe(share({ connector: () => new ReplaySubject(1) }));
