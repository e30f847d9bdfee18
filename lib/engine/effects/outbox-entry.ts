import type { Observable, Subscriber } from 'rxjs';
import type { ChatError } from '../../chat/errors.js';
import type { Position } from '../../chat/event.js';
import type { HandOver } from '../../chat/hand-over.js';
import type {
  CompleteMessage,
  PendingMessage,
  UndeliveredMessage,
  UnsentMessage,
} from '../../chat/outgoing-message.js';
import type { Processing } from '../../chat/processing.js';
import type { SendProgress } from './send-progress.js';

/** An own message in the outbox, and all that the session knows of it. Kept by the outbox alone. */
export interface OutboxEntry {
  readonly message: CompleteMessage;
  /** Where the transcript shows it, see {@link PendingMessage}. */
  readonly at: number;
  /** `discarded`: nobody wants it any more, but it may have arrived, and then it is not the echo of another. */
  status: PendingMessage['status'] | 'discarded';
  /** The item that it has become, by its answer or by its echo. */
  item?: Position | undefined;
  processing?: Processing | undefined;
  error?: ChatError | undefined;
  /** When the first attempt that may have arrived left, by the own clock. */
  postedAt?: number | undefined;
  /** When it was taken over from an earlier session, by the own clock, unless it has left again since. */
  resumedAt?: number | undefined;
  handOver?: HandOver | undefined;
  /** What has to be awaited before it leaves. */
  caughtUp$?: Observable<unknown> | undefined;
  isAskedFor: boolean;
  /** What was said last to those who listen. */
  progress: SendProgress;
  readonly listeners: Set<Subscriber<SendProgress>>;
  /** Ends the delivery that is under way. */
  quit?: () => void;
}

/** The entry as the transcript shows it; `undefined` where it does not. */
export const asPending = (entry: OutboxEntry): PendingMessage | undefined => {
  const { message, at, status, item, processing, error } = entry;
  if (status === 'discarded') return undefined;
  return {
    type: 'pending',
    ...message,
    at,
    status,
    ...(item && { id: item.id }),
    ...(processing && { processing }),
    ...(error && { error }),
  };
};

/** What a later session has to know of own messages. */
export interface Unsettled {
  readonly unsent: ReadonlyArray<UnsentMessage>;
  readonly undelivered: ReadonlyArray<UndeliveredMessage>;
}

/** The entries as a checkpoint keeps them. `now` is the hand-over of what leaves from now on. */
export const asUnsettled = (entries: Iterable<OutboxEntry>, now: HandOver): Unsettled => {
  const unsent: UnsentMessage[] = [];
  const undelivered: UndeliveredMessage[] = [];
  for (const entry of entries) {
    const { at, status, processing } = entry;
    if (status === 'discarded') continue;
    const kept = asUnsent(entry, now);
    if (status === 'queued' || status === 'sending') unsent.push(kept);
    else undelivered.push({ ...kept, at, status, ...(processing && { processing }) });
  }
  return { unsent, undelivered };
};

/** Whether it waits its turn or is under way. */
export const isOnItsWay = ({ status }: OutboxEntry): boolean => status === 'queued' || status === 'sending';

const asUnsent = (entry: OutboxEntry, now: HandOver): UnsentMessage => {
  const { message, item, postedAt, caughtUp$ } = entry;
  const mayHaveArrived = postedAt !== undefined;
  const handOver = mayHaveArrived || caughtUp$ !== undefined || !isOnItsWay(entry) ? entry.handOver : now;
  return {
    ...message,
    mayHaveArrived,
    ...(mayHaveArrived && Number.isFinite(postedAt) && { postedAt }),
    ...(handOver && { handOver }),
    ...(item && { echo: item }),
  };
};
