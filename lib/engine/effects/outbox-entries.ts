import { BehaviorSubject, type Observable, type Subscriber } from 'rxjs';
import type { ChatError } from '../../chat/errors.js';
import type { PendingMessage } from '../../chat/outgoing-message.js';
import type { Dispatch } from '../dispatch.js';
import { asPending, isOnItsWay, type OutboxEntry } from './outbox-entry.js';
import type { SendProgress, Sent } from './send-progress.js';

/** How many of those that are no longer on their way are kept, of each kind. */
const KEPT = 100;

/** How many ClientTokens are recognised of messages that the chat shows. */
const LATELY = 1_000;

/** The entries of an outbox, in the order of sending, and those who look at them or listen. */
export interface OutboxEntries {
  /** Replays: those that are shown. */
  readonly pending$: Observable<ReadonlyArray<PendingMessage>>;
  readonly all: () => ReadonlyArray<OutboxEntry>;
  readonly get: (clientToken: string) => OutboxEntry | undefined;
  /** Puts an entry last. */
  readonly put: (entry: OutboxEntry) => void;
  readonly remove: (entry: OutboxEntry) => void;
  /** Emits what is shown now. */
  readonly publish: () => void;
  /** Says to those who listen how far it has come. */
  readonly report: (entry: OutboxEntry, progress: SendProgress) => void;
  /** Ends an entry for those who listen. */
  readonly end: (entry: OutboxEntry, how: (listener: Subscriber<SendProgress>) => void) => void;
  /** Shows that an entry came to nothing, or perhaps to nothing. */
  readonly fail: (entry: OutboxEntry, status: 'rejected' | 'unknown', error: ChatError) => void;
  /** The chat shows it: it is no longer an entry, but for a while known by its ClientToken. */
  readonly release: (entry: OutboxEntry, sent: Sent) => void;
  readonly sentLately: (clientToken: string) => Sent | undefined;
  /** The ids of all messages that are known to be one of these. */
  readonly claimed: () => ReadonlySet<string>;
}

/**
 * An error that is kept. Until the text of its stack is asked for, V8 keeps the frames, and with them all that was under
 * way when it was made.
 */
const lean = (error: ChatError): ChatError => {
  for (let one: unknown = error; one instanceof Error; one = one.cause) String(one.stack);
  return error;
};

export const createOutboxEntries = (dispatch: Dispatch): OutboxEntries => {
  const entries = new Map<string, OutboxEntry>();
  const lately = new Map<string, Sent>();
  const pending$ = new BehaviorSubject<ReadonlyArray<PendingMessage>>([]);
  const all = (): ReadonlyArray<OutboxEntry> => [...entries.values()];

  const publish = (): void => {
    forgetOldest();
    dispatch(() => pending$.next(all().flatMap((entry) => asPending(entry) ?? [])));
  };

  const forgetOldest = (): void => {
    const counts = new Map<string, number>();
    for (const entry of [...all()].reverse()) {
      if (isOnItsWay(entry)) continue;
      const kind = entry.status === 'unknown' ? 'rejected' : entry.status;
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      if (count > KEPT) entries.delete(entry.message.clientToken);
    }
    for (const token of lately.keys()) if (lately.size > LATELY) lately.delete(token);
  };

  const end: OutboxEntries['end'] = (entry, how) => {
    const listeners = [...entry.listeners];
    entry.listeners.clear();
    listeners.forEach(how);
  };

  return {
    pending$,
    all,
    get: (clientToken) => entries.get(clientToken),
    put: (entry) => {
      entries.delete(entry.message.clientToken);
      entries.set(entry.message.clientToken, entry);
    },
    remove: (entry) => void entries.delete(entry.message.clientToken),
    publish,
    report: (entry, progress) => {
      entry.progress = progress;
      for (const listener of [...entry.listeners]) listener.next(progress);
    },
    end,
    fail: (entry, status, error) => {
      entry.status = status;
      entry.error = lean(error);
      entry.progress = { type: 'queued', clientToken: entry.message.clientToken };
      publish();
      end(entry, (listener) => listener.error(error));
    },
    release: (entry, sent) => {
      const { clientToken } = entry.message;
      entries.delete(clientToken);
      lately.delete(clientToken);
      lately.set(clientToken, sent);
    },
    sentLately: (clientToken) => lately.get(clientToken),
    claimed: () => {
      const shown = [...lately.values()].map(({ id }) => id);
      return new Set([...shown, ...all().flatMap(({ item }) => item?.id ?? [])]);
    },
  };
};
