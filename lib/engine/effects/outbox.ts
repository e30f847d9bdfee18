import { BehaviorSubject, defer, finalize, Observable, throwError, type Subscriber } from 'rxjs';
import { asChatError, OutboxFullError } from '../../chat/errors.js';
import type { ChatEvent, ChatMessage } from '../../chat/event.js';
import type { CompleteMessage, OutgoingMessage, PendingMessage, UnsentMessage } from '../../chat/outgoing-message.js';
import { checkMessage, checkOutgoing } from '../../protocol/check-outgoing.js';
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
  /** Takes over what an earlier session had not settled. Their fate shows in the transcript. */
  readonly resume: (unsent: ReadonlyArray<UnsentMessage>) => void;
}

interface Job {
  readonly message: CompleteMessage;
  readonly mayHaveArrived: boolean;
  readonly subscriber: Subscriber<SendProgress>;
}

/**
 * Creates the outbox: messages leave in order, one at a time, whatever happens to the one before.
 *
 * @param ownId the own participant id; without it no echo can be told from the words of others.
 */
export const createOutbox = (world: World, ownId: string | undefined): Outbox => {
  const { ports, policies, ledger } = world;
  const waiting: Job[] = [];
  const pending$ = new BehaviorSubject<ReadonlyArray<PendingMessage>>([]);
  /** What was told while something was under way: an echo may come before the answer. */
  const heard = new Set<string>();
  let isBusy = false;

  const update = (clientToken: string, change: Partial<PendingMessage>): void => {
    const all = pending$.value.map((entry) => (entry.clientToken === clientToken ? { ...entry, ...change } : entry));
    const shown = all.filter(({ id, status }) => id === undefined || status !== 'sent' || !heard.has(id));
    if (shown.length === 0) heard.clear();
    pending$.next(forget(shown));
  };

  const withdraw = (clientToken: string): void =>
    pending$.next(pending$.value.filter((entry) => entry.clientToken !== clientToken));

  const echoOf = (clientToken: string): string | undefined =>
    pending$.value.find((entry) => entry.clientToken === clientToken)?.id;

  /** Sends the first that waits, when the one before is settled, well or badly. */
  const advance = (): void => {
    const job = isBusy ? undefined : waiting.shift();
    if (job === undefined) return;
    isBusy = true;
    const { message, mayHaveArrived, subscriber } = job;
    const { clientToken } = message;
    update(clientToken, { status: 'sending' });
    // Not the caller's subscription: what is under way is seen to its end, with or without the caller.
    deliver(world, message, { mayHaveArrived, echo: () => echoOf(clientToken) })
      .pipe(
        finalize(() => {
          isBusy = false;
          advance();
        }),
      )
      .subscribe({
        next: (progress) => {
          if (progress.type === 'sent') update(clientToken, { status: 'sent', id: progress.id });
          subscriber.next(progress);
        },
        error: (thrown: unknown) => {
          const error = asChatError(thrown);
          update(clientToken, { status: error.name === 'OutcomeUnknownError' ? 'unknown' : 'rejected', error });
          subscriber.error(error);
        },
        complete: () => subscriber.complete(),
      });
  };

  const enqueue = (message: CompleteMessage, mayHaveArrived: boolean): Observable<SendProgress> =>
    new Observable((subscriber) => {
      const { clientToken } = message;
      const job = { message, mayHaveArrived, subscriber };
      const at = ledger.latestAt() ?? ports.clock.now();
      waiting.push(job);
      pending$.next([...pending$.value, { type: 'pending', ...message, at, status: 'queued' }]);
      subscriber.add(() => {
        const index = waiting.indexOf(job);
        if (index < 0) return;
        waiting.splice(index, 1);
        withdraw(clientToken);
      });
      subscriber.next({ type: 'queued', clientToken });
      advance();
    });

  return {
    pending$,
    send: (input) => {
      checkMessage(input);
      const {
        content,
        contentType = 'text/plain',
        clientToken,
      } = typeof input === 'string' ? { content: input } : input;
      checkOutgoing({ content, contentType, clientToken }, policies.maxContentBytes);
      return defer(() =>
        waiting.length >= policies.maxQueuedSends
          ? throwError(() => new OutboxFullError(policies.maxQueuedSends))
          : enqueue({ content, contentType, clientToken: clientToken ?? ports.newId() }, false),
      );
    },
    hear: (event) => {
      if (event.type !== 'message' || pending$.value.length === 0) return;
      heard.add(event.id);
      const echoed = pending$.value.find(({ id }) => id === event.id) ?? pending$.value.find(isEcho(event, ownId));
      if (echoed === undefined) return;
      if (echoed.status === 'sending') update(echoed.clientToken, { id: event.id });
      else withdraw(echoed.clientToken);
    },
    // Beyond the limit too: they have been accepted once.
    resume: (unsent) => {
      for (const { mayHaveArrived, ...message } of unsent) {
        enqueue(message, mayHaveArrived).subscribe({ error: () => undefined });
      }
    },
  };
};

/** Whether an event may be what a message under way has become. */
const isEcho =
  (event: ChatMessage, ownId: string | undefined) =>
  ({ id, status, content, contentType }: PendingMessage): boolean =>
    id === undefined &&
    ownId !== undefined &&
    event.participant?.id === ownId &&
    (status === 'sending' || status === 'unknown') &&
    content === event.content &&
    contentType === event.contentType;

/** Settled entries are remembered only so many. */
const forget = (entries: ReadonlyArray<PendingMessage>): ReadonlyArray<PendingMessage> => {
  const settled = entries.filter(({ status }) => status === 'rejected' || status === 'unknown');
  const surplus = new Set(settled.slice(0, Math.max(0, settled.length - REMEMBERED)));
  return surplus.size === 0 ? entries : entries.filter((entry) => !surplus.has(entry));
};
