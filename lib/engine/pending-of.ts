import { concat, filter, ignoreElements, take, takeUntil, type Observable } from 'rxjs';
import type { ChatEvent } from '../chat/event.js';
import type { PendingMessage } from '../chat/outgoing-message.js';

/** The own messages under way, until the events have completed and the fate of each is known. */
export const pendingOf = (
  event$: Observable<ChatEvent>,
  pending$: Observable<ReadonlyArray<PendingMessage>>,
): Observable<ReadonlyArray<PendingMessage>> =>
  pending$.pipe(takeUntil(concat(event$.pipe(ignoreElements()), pending$.pipe(filter(isSettled), take(1)))));

const isSettled = (pending: ReadonlyArray<PendingMessage>): boolean =>
  pending.every(({ status }) => status !== 'queued' && status !== 'sending');
