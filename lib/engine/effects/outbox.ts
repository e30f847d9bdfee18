import { finalize, Observable, ReplaySubject, Subject, takeUntil, type Subscriber } from 'rxjs';
import {
  asChatError,
  ChatEndedError,
  DiscardedError,
  InvalidArgumentError,
  OutboxFullError,
  OutcomeUnknownError,
  type ChatError,
} from '../../chat/errors.js';
import type { ChatEvent, Position } from '../../chat/event.js';
import type { HandOver } from '../../chat/hand-over.js';
import type { Item, ReceiptItem } from '../../chat/item.js';
import type { CompleteMessage, OutgoingMessage, PendingMessage, UnsentMessage } from '../../chat/outgoing-message.js';
import type { Processing } from '../../chat/processing.js';
import { checkClientToken } from '../../protocol/check-client-token.js';
import { checkMessage, checkOutgoing } from '../../protocol/check-outgoing.js';
import type { World } from '../world.js';
import { createAttribution } from './attribution.js';
import { deliver } from './deliver.js';
import { createOutboxEntries } from './outbox-entries.js';
import { asUnsettled, isOnItsWay, type OutboxEntry, type Unsettled } from './outbox-entry.js';
import { readAgain } from './read-again.js';
import type { SendProgress, Sent } from './send-progress.js';

/** The own messages of one session on their way to the chat. */
export interface Outbox {
  /**
   * Cold: one subscription posts one message; unsubscribing only stops listening. With the ClientToken of a message that
   * is here it joins in, or tries that one again; with that of one sent lately it emits how it was `sent`.
   *
   * The arguments are checked at the call, which throws an `InvalidArgumentError`. Errors with an `OutboxFullError`, with
   * what the service rejected it for, with an `OutcomeUnknownError`, with a `DiscardedError`, or with a `ChatEndedError`.
   */
  readonly send: (message: string | OutgoingMessage) => Observable<SendProgress>;
  /** Cold: one subscription tries once more what was rejected or is unknown, and joins in with what is on its way. */
  readonly retry: (clientToken: string) => Observable<SendProgress>;
  /** Takes a message back. One that may have arrived is not shown any more, unless it did. */
  readonly discard: (clientToken: string) => void;
  /** Replays: messages that the chat does not show yet, in the order of sending. */
  readonly pending$: Observable<ReadonlyArray<PendingMessage>>;
  /** Hot: emits when a message leaves, and when one has come to nothing. Completes when the chat is over. */
  readonly turn$: Observable<unknown>;
  /** What a later session has to know. */
  readonly unsettled: () => Unsettled;
  /** Looks for the echo of a message under way. */
  readonly hear: (event: ChatEvent) => void;
  /** Takes over what an earlier session had not settled. Its fate shows in the transcript. */
  readonly resume: (unsettled: Partial<Unsettled>) => void;
}

/**
 * Creates the outbox: messages leave in order, one at a time, whatever happens to the one before.
 *
 * @param ownId the own participant id; without it no echo can be told from the words of others, until an answer names one.
 */
export const createOutbox = (world: World, ownId: string | undefined): Outbox => {
  const { ports, policies, ledger } = world;
  const entries = createOutboxEntries(world.dispatch);
  /** Emits once the session has caught up for the first time. */
  const caughtUp$ = new ReplaySubject<unknown>(1);
  const turn$ = new Subject<void>();
  let isAdvancing = false;
  let isStopped = false;

  const { publish, report, end, fail, release } = entries;

  const echoes = createAttribution(world, entries, ownId, (entry, { id, at }) => {
    const sent = asSent(entry.message, { id, at });
    // The answer has the word of one that is under way, or else the next look.
    if (entry.status === 'sending') publish();
    else if (entry.status === 'discarded') release(entry, sent);
    else succeed(entry, sent);
  });

  const succeed = (entry: OutboxEntry, sent: Sent): void => {
    const { id, at, processing } = sent;
    entry.item = { id, at };
    entry.processing = processing;
    entry.status = processing === 'rejected' ? 'rejected' : 'sent';
    entry.postedAt = undefined;
    entry.progress = sent;
    if (echoes.settle(entry, { id, at })) release(entry, sent);
    publish();
    report(entry, sent);
    end(entry, (listener) => listener.complete());
  };

  /** Nothing leaves any more. What may have arrived awaits the last look at the transcript. */
  const stop = (): void => {
    isStopped = true;
    for (const entry of entries.all()) {
      if (!isOnItsWay(entry) || entry.postedAt !== undefined) continue;
      entry.quit?.();
      fail(entry, 'rejected', new ChatEndedError());
    }
    turn$.next();
  };

  /** The last look is done. What is under way sees to it by itself. */
  const finish = (): void => {
    stop();
    for (const entry of entries.all()) {
      if (entry.status !== 'queued' || echoes.look(entry) !== undefined) continue;
      fail(entry, 'unknown', new OutcomeUnknownError(entry.message.clientToken, new ChatEndedError()));
    }
    turn$.next();
    turn$.complete();
  };

  const begin = (entry: OutboxEntry): void => {
    const { message, postedAt, resumedAt, caughtUp$: first$, isAskedFor } = entry;
    const quit$ = new Subject<void>();
    entry.status = 'sending';
    entry.isAskedFor = false;
    entry.quit = () => quit$.next();
    publish();
    // Not the caller's subscription: what was accepted is seen to its end, with or without the caller.
    deliver(world, {
      message,
      postedAt,
      resumedAt,
      caughtUp$: first$,
      isAskedFor,
      echo: () => entry.item ?? echoes.look(entry),
      note: (at) => {
        entry.caughtUp$ = undefined;
        const isNew = entry.postedAt === undefined || entry.handOver?.until !== undefined;
        if (at !== undefined && isNew) entry.handOver = echoes.handOver();
        entry.postedAt = at;
        entry.resumedAt = undefined;
        publish();
        turn$.next();
      },
    })
      .pipe(takeUntil(quit$), finalize(advance))
      .subscribe({
        next: (progress) => (progress.type === 'sent' ? succeed(entry, progress) : report(entry, progress)),
        error: (thrown: unknown) => {
          const error = asChatError(thrown);
          fail(entry, error.name === 'OutcomeUnknownError' ? 'unknown' : 'rejected', error);
          turn$.next();
        },
      });
  };

  /** Sends the first that waits, when the one before is settled, well or badly. */
  const advance = (): void => {
    if (isAdvancing || isStopped) return;
    isAdvancing = true;
    for (let next = nextOf(entries.all()); next !== undefined; next = nextOf(entries.all())) begin(next);
    isAdvancing = false;
  };

  const queue = (entry: OutboxEntry): void => {
    const { clientToken } = entry.message;
    entries.put(entry);
    entry.status = 'queued';
    entry.item = undefined;
    entry.processing = undefined;
    entry.error = undefined;
    entry.progress = { type: 'queued', clientToken };
    publish();
  };

  const newEntry = (message: CompleteMessage): OutboxEntry => ({
    message,
    at: ledger.latestAt() ?? ports.clock.now(),
    status: 'queued',
    isAskedFor: false,
    progress: { type: 'queued', clientToken: message.clientToken },
    listeners: new Set(),
  });

  const refusal = (): ChatError | undefined => {
    if (isStopped || world.isOver()) return new ChatEndedError();
    const waiting = entries.all().filter(({ status }) => status === 'queued').length;
    return waiting < policies.maxQueuedSends ? undefined : new OutboxFullError(policies.maxQueuedSends);
  };

  /** Puts a message in the line, or back into it, and listens. */
  const accept = (entry: OutboxEntry, subscriber: Subscriber<SendProgress>): void => {
    const refused = refusal();
    if (refused !== undefined) return subscriber.error(asOutcome(entry, refused));
    queue(entry);
    listen(entry, subscriber);
    advance();
  };

  const listen = (entry: OutboxEntry, subscriber: Subscriber<SendProgress>): void => {
    entry.listeners.add(subscriber);
    subscriber.add(() => entry.listeners.delete(subscriber));
    subscriber.next(entry.progress);
  };

  const join = (entry: OutboxEntry, subscriber: Subscriber<SendProgress>): void => {
    if (isOnItsWay(entry)) return listen(entry, subscriber);
    if (entry.status === 'sent') return repeat(entry.progress, subscriber);
    // What may have arrived is looked for before it is posted again.
    const mayBeThere = entry.postedAt !== undefined;
    entry.caughtUp$ = mayBeThere ? readAgain(world) : undefined;
    entry.isAskedFor = mayBeThere;
    accept(entry, subscriber);
  };

  const repeat = (progress: SendProgress, subscriber: Subscriber<SendProgress>): void => {
    subscriber.next(progress);
    subscriber.complete();
  };

  /** What the processor makes of a message that the chat does not show. */
  const hearOfProcessing = ({ messageId, processing }: ReceiptItem): void => {
    if (processing === undefined) return;
    const entry = entries.all().find(({ item, status }) => status === 'sent' && item?.id === messageId);
    if (entry === undefined) return;
    entry.processing = processing;
    if (processing === 'rejected') entry.status = 'rejected';
    publish();
  };

  /** What the history policy leaves out is the chat's all the same, and no longer pending. */
  const leaveOut = (items: ReadonlyArray<Item>): void => {
    const ids = new Set(items.map(({ id }) => id));
    const echoed = entries.all().filter(({ status, item }) => status === 'sent' && item && ids.has(item.id));
    for (const entry of echoed) if (entry.item) release(entry, asSent(entry.message, entry.item));
    if (echoed.length > 0) publish();
  };

  world.signal$.subscribe((signal) => {
    switch (signal.type) {
      case 'item':
        if (signal.item.type === 'receipt') hearOfProcessing(signal.item);
        return;
      case 'caughtUp':
        return caughtUp$.next(signal);
      case 'skipped':
        return leaveOut(signal.items);
      case 'left':
      case 'closing':
        return stop();
      default:
        return;
    }
  });
  world.over$.subscribe({ error: finish });

  return {
    pending$: entries.pending$,
    turn$,
    unsettled: () => asUnsettled(entries.all(), echoes.handOver()),
    send: (input) => {
      checkMessage(input);
      const { content, contentType = 'text/plain', ...given } = typeof input === 'string' ? { content: input } : input;
      checkOutgoing({ content, contentType, ...given }, policies.maxContentBytes);
      return new Observable((subscriber) => {
        const clientToken = given.clientToken ?? ports.newId();
        const sent = entries.sentLately(clientToken);
        if (sent !== undefined) return repeat(sent, subscriber);
        const entry = entries.get(clientToken);
        if (entry === undefined) return accept(newEntry({ content, contentType, clientToken }), subscriber);
        if (entry.message.content === content && entry.message.contentType === contentType)
          return join(entry, subscriber);
        subscriber.error(new InvalidArgumentError('clientToken', 'names another message already'));
      });
    },
    retry: (clientToken) => {
      checkClientToken(clientToken);
      return new Observable((subscriber) => {
        const sent = entries.sentLately(clientToken);
        if (sent !== undefined) return repeat(sent, subscriber);
        const entry = entries.get(clientToken);
        if (entry !== undefined && entry.status !== 'discarded') return join(entry, subscriber);
        subscriber.error(new InvalidArgumentError('clientToken', 'names no message of this session'));
      });
    },
    discard: (clientToken) => {
      checkClientToken(clientToken);
      const entry = entries.get(clientToken);
      if (entry === undefined || entry.status === 'discarded') return;
      if (entry.status === 'sent' || entry.postedAt !== undefined) entry.status = 'discarded';
      else entries.remove(entry);
      publish();
      turn$.next();
      entry.quit?.();
      end(entry, (listener) => listener.error(new DiscardedError(clientToken)));
    },
    hear: (event) => {
      if (event.type !== 'message') return;
      const echoed = echoes.hear(event);
      // The answer settles one that is under way, or the next look.
      if (echoed === undefined || isOnItsWay(echoed)) return;
      release(echoed, asSent(echoed.message, event));
      publish();
    },
    // Beyond the limit too: they have been accepted once.
    resume: ({ unsent = [], undelivered = [] }) => {
      const resumedAt = ports.clock.now();
      const places = world.standing().places ?? [];
      const known = { latestAt: places.at(-1)?.at ?? 0, ids: places.map(({ id }) => id) };
      const fallback: HandOver = places.length > 0 ? known : { ...known, isPartial: true };
      const take = (kept: UnsentMessage, change: Partial<OutboxEntry>): void => {
        const { clientToken, content, contentType, mayHaveArrived, postedAt = -Infinity, echo } = kept;
        if (entries.get(clientToken) !== undefined) return;
        const entry: OutboxEntry = {
          ...newEntry({ clientToken, content, contentType }),
          // Where it is not known how long ago that was, it was too long.
          postedAt: mayHaveArrived ? postedAt : undefined,
          handOver: kept.handOver ?? fallback,
          item: echo,
          resumedAt,
          ...change,
        };
        if (echo && entry.status === 'sent') entry.progress = asSent(entry.message, echo, entry.processing);
        entries.put(entry);
      };
      for (const one of undelivered) take(one, { at: one.at, status: one.status, processing: one.processing });
      for (const one of unsent) take(one, { caughtUp$ });
      publish();
      advance();
    },
  };
};

const asSent = ({ clientToken }: CompleteMessage, { id, at }: Position, processing?: Processing): Sent => ({
  type: 'sent',
  clientToken,
  id,
  at,
  ...(processing && { processing }),
});

/** What its refusal means for a message: one that may have arrived is not rejected by the end of the chat. */
const asOutcome = ({ message, postedAt }: OutboxEntry, error: ChatError): ChatError =>
  error instanceof ChatEndedError && postedAt !== undefined
    ? new OutcomeUnknownError(message.clientToken, error)
    : error;

/** The first that waits, unless one is under way. */
const nextOf = (all: ReadonlyArray<OutboxEntry>): OutboxEntry | undefined =>
  all.some(({ status }) => status === 'sending') ? undefined : all.find(({ status }) => status === 'queued');
