import {
  catchError,
  concat,
  defer,
  EMPTY,
  map,
  merge,
  NEVER,
  of,
  switchMap,
  take,
  takeWhile,
  tap,
  throwError,
  type Observable,
} from 'rxjs';
import { asChatError, isTransient, OutcomeUnknownError, type ChatError } from '../../chat/errors.js';
import type { Position } from '../../chat/event.js';
import type { CompleteMessage } from '../../chat/outgoing-message.js';
import { readProcessing } from '../../protocol/read-processing.js';
import { authorized } from '../authorized.js';
import { sendMessage } from '../participant/send-message.js';
import { persist } from '../persist.js';
import type { World } from '../world.js';
import { mayHaveArrived } from './may-have-arrived.js';
import { readAgain } from './read-again.js';
import type { SendProgress } from './send-progress.js';

/** One message on its way, and who keeps account of it. */
export interface Delivery {
  readonly message: CompleteMessage;
  /** When the first attempt that may have arrived left, by the own clock. Absent while none has. */
  readonly postedAt?: number | undefined;
  /** When it was taken over from an earlier session, by the own clock: it left before that, whatever its clock said. */
  readonly resumedAt?: number | undefined;
  /** What has to be awaited before the first attempt, where an earlier session or delivery may have posted it. */
  readonly caughtUp$?: Observable<unknown> | undefined;
  /** Whether somebody asks for another posting, however long ago the first was. */
  readonly isAskedFor?: boolean;
  /** The item that it has become, by all that is known of the chat. */
  readonly echo: () => Position | undefined;
  /** Told before an attempt leaves, and when it has not arrived after all: `postedAt`, as above. */
  readonly note: (postedAt: number | undefined) => void;
}

/**
 * Posts one message, for as long as it takes: again after each transient failure, always with the same ClientToken.
 * Gives up when the service rejects it, when the chat ends, or when it has failed for `policies.sendDeadlineMs` while the
 * session was live.
 *
 * Once an attempt may have arrived, whatever error comes is reconciled first: the transcript is read once more, and if
 * the echo is there the message is `sent`, else it errors with an `OutcomeUnknownError`. The same before an attempt that
 * the service may take for another message, because `policies.clientTokenMs` have passed since the first.
 */
export const deliver = (world: World, delivery: Delivery): Observable<SendProgress> =>
  defer(() => {
    const { ports, policies } = world;
    const { message, echo } = delivery;
    const { clientToken } = message;
    let { postedAt, resumedAt = Infinity, caughtUp$, isAskedFor = false } = delivery;
    let failingSince: number | undefined;
    let isFirst = false;
    let wasOffline = false;

    const note = (at: number | undefined): void => {
      [postedAt, resumedAt] = [at, Infinity];
      delivery.note(at);
    };
    const leave = (isOnline: boolean): void => {
      wasOffline = !isOnline;
      isFirst = postedAt === undefined;
      if (isFirst || isAskedFor) note(ports.clock.now());
      isAskedFor = false;
    };
    const fail = (thrown: unknown): void => {
      if (isFirst && !mayHaveArrived(asChatError(thrown), wasOffline)) note(undefined);
    };
    /** Whether the platform is online, as far as it says now. */
    const isOnline$ = merge(ports.online$.pipe(catchError(() => EMPTY)), of(true)).pipe(take(1));
    const post = (connectionToken: string): Observable<SendProgress> =>
      isOnline$.pipe(
        tap(leave),
        // switchMap: there is one value.
        switchMap(() => sendMessage(world.call, connectionToken, message, 1)),
        tap({ error: fail }),
        map(({ id, at, processingStatus }): SendProgress => {
          const processing = readProcessing(processingStatus);
          if (processing !== 'rejected') world.say({ type: 'sent', id });
          return { type: 'sent', clientToken, id, at, ...(processing && { processing }) };
        }),
      );

    const found = (): Observable<SendProgress> | undefined => {
      const item = echo();
      return item && of({ type: 'sent', clientToken, id: item.id, at: item.at });
    };
    /** Whether the service still knows the token. A clock that was set back says nothing. */
    const isKnown = (): boolean => {
      if (postedAt === undefined || isAskedFor) return true;
      const now = ports.clock.now();
      return postedAt <= now && now - Math.min(postedAt, resumedAt) < policies.clientTokenMs;
    };
    const look = (): Observable<SendProgress> => {
      caughtUp$ = undefined;
      return found() ?? (isKnown() ? post$ : throwError(() => new OutcomeUnknownError(clientToken)));
    };
    const lookFirst$ = defer(() => (caughtUp$ ?? readAgain(world)).pipe(take(1), switchMap(look)));
    // It may have waited for another token, or for the network, for as long as the service remembers.
    const post$ = authorized(world, (connectionToken) => (isKnown() ? post(connectionToken) : lookFirst$));
    const attempt$ = defer(() => (caughtUp$ === undefined && isKnown() ? post$ : lookFirst$));

    const attempts$ = persist<SendProgress>(world, 'SendMessage', attempt$, ({ attempt, delayMs, error }) => {
      const now = ports.clock.now();
      failingSince = world.isLive() ? (failingSince ?? now) : undefined;
      const isOverdue = failingSince !== undefined && now - failingSince >= policies.sendDeadlineMs;
      if (!isTransient(error) || isOverdue) throw error;
      return of({ type: 'waiting', clientToken, attempt, resumesAt: now + delayMs, error });
    });
    const sending$ = world.online$.pipe(
      // switchMap: going offline abandons the attempt under way. It may have arrived; the next has the same token.
      switchMap((isOnline) => (isOnline ? attempts$ : NEVER)),
    );

    const reconcile = (error: ChatError): Observable<SendProgress> =>
      readAgain(world).pipe(
        take(1),
        switchMap(() => found() ?? throwError(() => new OutcomeUnknownError(clientToken, error))),
      );

    return concat(
      of<SendProgress>({ type: 'sending', clientToken }),
      merge(world.over$, sending$).pipe(
        takeWhile(({ type }) => type !== 'sent', true),
        catchError((thrown: unknown) => {
          const error = asChatError(thrown);
          return postedAt === undefined || error.name === 'OutcomeUnknownError'
            ? throwError(() => error)
            : reconcile(error);
        }),
      ),
    );
  });
