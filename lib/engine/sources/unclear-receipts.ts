import {
  concat,
  defer,
  EMPTY,
  exhaustMap,
  ignoreElements,
  of,
  repeat,
  Subject,
  tap,
  timer,
  type Observable,
} from 'rxjs';
import type { ReceiptItem } from '../../chat/item.js';
import type { World } from '../world.js';
import { forgetFirst } from './forget-first.js';
import { lookUp } from './look-up.js';

/** So many messages are waited for, with so many receipts each; the oldest are forgotten. */
const MOST_MESSAGES = 1_000;
const MOST_RECEIPTS = 20;

/** A message mostly comes right after a receipt that has overtaken it. */
const LOOK_UP_AFTER_MS = 1_000;

/** Where others' receipts are pushed all the time, the transcript is asked once in so long. */
const LONGEST_PAUSE_MS = 60_000;

/** Receipts of which nobody knows yet whether they are this chat's. */
export interface UnclearReceipts {
  /** Keeps a receipt until its message is known, unless that is known to be of others. */
  readonly hear: (item: ReceiptItem) => void;
  /** Lets pass the receipts of a message that has come. */
  readonly settle: (messageId: string) => void;
  /** Lets pass those whose messages are known by now. */
  readonly review: () => void;
  /** A message is of others, and so are its receipts. */
  readonly disown: (messageId: string) => void;
  /** Takes all for ours. */
  readonly believe: () => void;
  /**
   * Asks the transcript for the messages that have not come after a second, one at a time. While it finds nothing, it
   * asks ever more rarely: whoever is sent others' receipts without end asks once a minute. Cold; emits nothing.
   */
  readonly lookUp$: Observable<never>;
}

/**
 * @param isOurs whether a message is known.
 * @param pass is given each receipt that is ours.
 */
export const createUnclearReceipts = (
  world: World,
  isOurs: (messageId: string) => boolean,
  pass: (item: ReceiptItem) => void,
): UnclearReceipts => {
  const { clock } = world.ports;
  /** By message, then by id. */
  const waiting = new Map<string, Map<string, ReceiptItem>>();
  /** Messages of others, whose receipts are theirs as well. */
  const theirs = new Set<string>();
  const arrival$ = new Subject<void>();
  let pauseMs = LOOK_UP_AFTER_MS;

  const settle = (messageId: string): void => {
    const receipts = waiting.get(messageId);
    waiting.delete(messageId);
    receipts?.forEach(pass);
  };

  const review = (): void => {
    for (const messageId of waiting.keys()) if (isOurs(messageId)) settle(messageId);
  };

  const disown = (messageId: string): void => {
    waiting.delete(messageId);
    theirs.add(messageId);
    forgetFirst(theirs, MOST_MESSAGES);
  };

  const ask = (messageId: string): Observable<unknown> =>
    lookUp(world, messageId).pipe(
      tap((shown) => {
        pauseMs = shown.length > 0 ? LOOK_UP_AFTER_MS : Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
        if (shown.length === 0) return isOurs(messageId) ? settle(messageId) : disown(messageId);
        // Whichever of them are waited for: one answer serves them all.
        [messageId, ...shown].forEach(settle);
      }),
    );

  const next$ = defer(() => {
    const [messageId] = waiting.keys();
    if (messageId === undefined) return EMPTY;
    // By then it may have come, or have been forgotten.
    return concat(
      timer(pauseMs, clock).pipe(ignoreElements()),
      defer(() => (waiting.has(messageId) ? ask(messageId) : EMPTY)),
    );
  });

  return {
    hear: (item) => {
      const { messageId } = item;
      if (theirs.has(messageId)) return;
      const receipts = waiting.get(messageId) ?? new Map<string, ReceiptItem>();
      receipts.set(item.id, item);
      forgetFirst(receipts, MOST_RECEIPTS);
      waiting.set(messageId, receipts);
      forgetFirst(waiting, MOST_MESSAGES);
      arrival$.next();
    },
    settle,
    review,
    disown,
    believe: () => [...waiting.keys()].forEach(settle),
    lookUp$: arrival$.pipe(
      exhaustMap(() => next$.pipe(repeat({ delay: () => (waiting.size > 0 ? of(true) : EMPTY) }))),
      ignoreElements(),
    ),
  };
};
