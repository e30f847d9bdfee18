import {
  combineLatest,
  distinctUntilChanged,
  endWith,
  ignoreElements,
  map,
  startWith,
  takeWhile,
  type Observable,
} from 'rxjs';
import type { ChatEvent } from '../chat/event.js';
import type { PendingMessage } from '../chat/outgoing-message.js';

/**
 * The own messages under way, until the events have completed and the fate of each is known; who comes after that gets
 * the last of them.
 */
export const pendingOf = (
  event$: Observable<ChatEvent>,
  pending$: Observable<ReadonlyArray<PendingMessage>>,
): Observable<ReadonlyArray<PendingMessage>> =>
  combineLatest([pending$, event$.pipe(ignoreElements(), endWith(true), startWith(false))]).pipe(
    takeWhile(([pending, isOver]) => !isOver || !isSettled(pending), true),
    map(([pending]) => pending),
    distinctUntilChanged(),
  );

const isSettled = (pending: ReadonlyArray<PendingMessage>): boolean =>
  pending.every(({ status }) => status !== 'queued' && status !== 'sending');
