import { mergeMap, type Observable, type OperatorFunction } from 'rxjs';
import type { OutgoingMessage } from '../../chat/outgoing-message.js';
import type { SendProgress } from '../effects/send-progress.js';
import { attempt } from './attempt.js';
import type { Failed } from './failed.js';

/** As much of a session as sending takes. */
export interface SendsMessages {
  readonly send: (message: string | OutgoingMessage) => Observable<SendProgress>;
}

/**
 * Sends each value as a message. The session puts them in order, and what waits is in its `transcript$`, in its
 * `checkpoint$` and counts for `policies.maxQueuedSends`.
 *
 * Emits the progress of all messages, each named by its ClientToken; one that fails ends in a {@link Failed} value with
 * its input, after the end of the chat at once. Completes when the source has and the last message is settled. Passes on
 * an error of the source at once. Unsubscribing only stops listening.
 */
export const sendMessages =
  <I extends string | OutgoingMessage>(session: SendsMessages): OperatorFunction<I, SendProgress | Failed<I>> =>
  (message$) =>
    // mergeMap: all at once, because the session has a line of its own.
    message$.pipe(mergeMap((message) => attempt(message, session.send)));
