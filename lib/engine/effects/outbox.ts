import { BehaviorSubject, concatMap, defer, EMPTY, Observable, Subject, type Subscriber } from 'rxjs';
import { OutboxFullError, type ChatError } from '../../chat/errors.js';
import type { ChatEvent } from '../../chat/event.js';
import type { OutgoingMessage, PendingMessage } from '../../chat/outgoing-message.js';
import { checkOutgoing } from '../../protocol/check-outgoing.js';
import type { World } from '../world.js';
import { deliver, type SendProgress } from './deliver.js';

/** How many rejected and unknown sends the transcript goes on showing. */
const REMEMBERED = 100;

/** The own messages of one session on their way to the chat. */
export interface Outbox {
  /**
   * Cold: one subscription posts one message. The arguments are checked at the call, which throws an
   * `InvalidArgumentError`. Errors with an `OutboxFullError`, with what the service rejected it for, or with an
   * `OutcomeUnknownError`. Unsubscribing withdraws a message that still waits its turn; one under way goes on.
   */
  readonly send: (message: string | OutgoingMessage) => Observable<SendProgress>;
  /** Replays: messages that the chat does not show yet, in the order of sending. */
  readonly pending$: Observable<ReadonlyArray<PendingMessage>>;
  /** Looks for the echo of a message under way. */
  readonly hear: (event: ChatEvent) => void;
}

interface Job {
  readonly message: Required<OutgoingMessage>;
  readonly subscriber: Subscriber<SendProgress>;
}

/** Creates the outbox: messages leave in order, one at a time, whatever happens to the one before. */
export const createOutbox = (world: World, ownId: () => string | undefined): Outbox => {
  const { ports, policies, ledger } = world;
  const job$ = new Subject<Job>();
  const pending$ = new BehaviorSubject<ReadonlyArray<PendingMessage>>([]);
  let queued = 0;

  const update = (clientToken: string, change: Partial<PendingMessage>): void => {
    const all = pending$.value.map((entry) => (entry.clientToken === clientToken ? { ...entry, ...change } : entry));
    const shown = all.filter(({ id, status }) => id === undefined || status !== 'sent' || !ledger.has(id));
    pending$.next(forget(shown));
  };

  const withdraw = (clientToken: string): void =>
    pending$.next(pending$.value.filter((entry) => entry.clientToken !== clientToken));

  const echoOf = (clientToken: string): string | undefined =>
    pending$.value.find((entry) => entry.clientToken === clientToken)?.id;

  const run = ({ message, subscriber }: Job): Observable<never> =>
    defer(() => {
      const { clientToken } = message;
      queued -= 1;
      if (subscriber.closed) return EMPTY;
      update(clientToken, { status: 'sending' });
      return new Observable<never>((done) =>
        deliver(world, message, () => echoOf(clientToken)).subscribe({
          next: (progress) => {
            if (progress.type === 'sent') update(clientToken, { status: 'sent', id: progress.id });
            subscriber.next(progress);
          },
          error: (error: ChatError) => {
            update(clientToken, { status: error.name === 'OutcomeUnknownError' ? 'unknown' : 'rejected', error });
            subscriber.error(error);
            done.complete();
          },
          complete: () => {
            subscriber.complete();
            done.complete();
          },
        }),
      );
    });

  // concatMap: in order, one at a time. Subscribed for as long as anything of the session is: it holds no resource.
  job$.pipe(concatMap(run)).subscribe();

  return {
    pending$,
    send: (input) => {
      const { content, contentType = 'text/plain', clientToken } = typeof input === 'string' ? { content: input } : input;
      checkOutgoing({ content, contentType, ...(clientToken !== undefined && { clientToken }) }, policies.maxContentBytes);
      return new Observable<SendProgress>((subscriber) => {
        if (queued >= policies.maxQueuedSends) return subscriber.error(new OutboxFullError(policies.maxQueuedSends));
        const message = { content, contentType, clientToken: clientToken ?? ports.newId() };
        const entry: PendingMessage = { type: 'pending', ...message, at: ledger.latestAt() ?? ports.clock.now(), status: 'queued' };
        queued += 1;
        pending$.next([...pending$.value, entry]);
        subscriber.next({ type: 'queued', clientToken: message.clientToken });
        job$.next({ message, subscriber });
        return () => {
          const isWaiting = pending$.value.some((other) => other === entry);
          if (isWaiting) withdraw(entry.clientToken);
        };
      });
    },
    hear: (event) => {
      if (event.type !== 'message' || pending$.value.length === 0 || event.participant?.id !== ownId()) return;
      const echoed =
        pending$.value.find(({ id }) => id === event.id) ??
        pending$.value.find(
          ({ id, status, content, contentType }) =>
            id === undefined &&
            (status === 'sending' || status === 'unknown') &&
            content === event.content &&
            contentType === event.contentType,
        );
      if (echoed === undefined) return;
      if (echoed.status === 'sending') update(echoed.clientToken, { id: event.id });
      else withdraw(echoed.clientToken);
    },
  };
};

/** Settled entries are remembered only so many. */
const forget = (entries: ReadonlyArray<PendingMessage>): ReadonlyArray<PendingMessage> => {
  const settled = entries.filter(({ status }) => status === 'rejected' || status === 'unknown');
  const surplus = new Set(settled.slice(0, Math.max(0, settled.length - REMEMBERED)));
  return surplus.size === 0 ? entries : entries.filter((entry) => !surplus.has(entry));
};
