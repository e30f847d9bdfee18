import { concatMap, type Observable, type OperatorFunction } from 'rxjs';
import type { OutgoingMessage } from '../../chat/outgoing-message.js';
import type { SendProgress } from '../effects/deliver.js';
import { attempt } from './attempt.js';
import type { Failed } from './failed.js';

/** As much of a session as sending takes. */
export interface SendsMessages {
  readonly send: (message: string | OutgoingMessage) => Observable<SendProgress>;
}

/**
 * Sends each value as a message, in order: the next one leaves when the one before is settled, however that went. Those
 * that come meanwhile wait here.
 *
 * Emits the progress of each message; one that fails ends in a {@link Failed} value and the next one follows.
 * Completes when the source has and the last message is settled. Passes on an error of the source at once, and lets
 * go of what waits. Unsubscribing withdraws what has not left.
 */
export const sendMessages =
  <I extends string | OutgoingMessage>(session: SendsMessages): OperatorFunction<I, SendProgress | Failed<I>> =>
  (message$) =>
    // concatMap: all, in order.
    message$.pipe(concatMap((message) => attempt(message, session.send)));
