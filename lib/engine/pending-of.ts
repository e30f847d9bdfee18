import { Observable } from 'rxjs';
import type { ChatEvent } from '../chat/event.js';
import type { PendingMessage } from '../chat/outgoing-message.js';

/**
 * The own messages under way, until the events have completed and the fate of each is known; who comes after that gets
 * the last of them.
 *
 * @param pending$ replays the present ones.
 */
export const pendingOf = (
  event$: Observable<ChatEvent>,
  pending$: Observable<ReadonlyArray<PendingMessage>>,
): Observable<ReadonlyArray<PendingMessage>> =>
  new Observable((subscriber) => {
    let present: ReadonlyArray<PendingMessage> | undefined;
    let isOver = false;
    const settle = (): void => {
      if (isOver && present?.every(isSettled) === true) subscriber.complete();
    };
    const error = (thrown: unknown): void => subscriber.error(thrown);
    const end = (): void => {
      isOver = true;
      settle();
    };
    const next = (pending: ReadonlyArray<PendingMessage>): void => {
      present = pending;
      subscriber.next(pending);
      settle();
    };
    subscriber.add(event$.subscribe({ error, complete: end }));
    subscriber.add(pending$.subscribe({ next, error, complete: () => subscriber.complete() }));
  });

const isSettled = ({ status }: PendingMessage): boolean => status !== 'queued' && status !== 'sending';
