import {
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  map,
  merge,
  NEVER,
  of,
  skipWhile,
  switchMap,
  take,
  takeWhile,
  tap,
  throwError,
  type Observable,
} from 'rxjs';
import { asChatError, isTransient, OutcomeUnknownError, type ChatError } from '../../chat/errors.js';
import type { CompleteMessage } from '../../chat/outgoing-message.js';
import { authorized } from '../authorized.js';
import { sendMessage } from '../participant/send-message.js';
import { persist } from '../persist.js';
import { isSignal } from '../signal.js';
import type { World } from '../world.js';

/** What becomes of a message, step by step. The last value is `sent`; whatever else it comes to is an error. */
export type SendProgress =
  /** Waits its turn. */
  | { readonly type: 'queued'; readonly clientToken: string }
  /** Is under way. */
  | { readonly type: 'sending'; readonly clientToken: string }
  /** An attempt failed; the next one starts at `resumesAt`, in ms since the epoch. */
  | {
      readonly type: 'waiting';
      readonly clientToken: string;
      readonly attempt: number;
      readonly resumesAt: number;
      readonly error: ChatError;
    }
  /** The service has accepted it as the item `id`, at `at` ms since the epoch. */
  | { readonly type: 'sent'; readonly clientToken: string; readonly id: string; readonly at: number };

/**
 * Posts one message, for as long as it takes: again after each transient failure, always with the same ClientToken.
 * Gives up when the service rejects it, when the chat ends, or when it has failed for `policies.sendDeadlineMs`
 * while the session was live. If an attempt may have arrived all the same, looks for the echo before it says so.
 *
 * @param earlier what is known of it: whether an attempt before may have arrived, and the id of the own item that
 * shows the same text, once there is one.
 */
export const deliver = (
  world: World,
  message: CompleteMessage,
  earlier: { readonly mayHaveArrived: boolean; readonly echo: () => string | undefined },
): Observable<SendProgress> =>
  defer(() => {
    const { ports, policies } = world;
    const { clientToken } = message;
    let failingSince: number | undefined;
    let { mayHaveArrived } = earlier;
    let isUnderWay = false;

    const settle = (): void => {
      isUnderWay = false;
    };
    const attempt$ = authorized(world, (connectionToken) => {
      isUnderWay = true;
      return sendMessage(world.call, connectionToken, message, 1).pipe(tap({ next: settle, error: settle }));
    }).pipe(
      map(({ id, at }): SendProgress => {
        world.say({ type: 'sent', id });
        return { type: 'sent', clientToken, id, at };
      }),
    );

    const attempts$ = persist<SendProgress>(world, 'SendMessage', attempt$, ({ attempt, delayMs, error }) => {
      const now = ports.clock.now();
      mayHaveArrived ||= isAmbiguous(error);
      failingSince = world.isLive() ? (failingSince ?? now) : undefined;
      const isOverdue = failingSince !== undefined && now - failingSince >= policies.sendDeadlineMs;
      if (!isTransient(error) || isOverdue) throw error;
      return of({ type: 'waiting', clientToken, attempt, resumesAt: now + delayMs, error });
    });

    const pause$ = defer(() => {
      mayHaveArrived ||= isUnderWay;
      settle();
      return NEVER;
    });
    const sending$ = world.online$.pipe(
      // switchMap: going offline abandons the attempt under way. It may have arrived; the next has the same token.
      switchMap((isOnline) => (isOnline ? attempts$ : pause$)),
    );

    const reconcile = (error: ChatError): Observable<SendProgress> =>
      settled(world).pipe(
        switchMap(() => {
          const id = earlier.echo();
          return id === undefined
            ? throwError(() => new OutcomeUnknownError(clientToken, error))
            : of<SendProgress>({ type: 'sent', clientToken, id, at: world.ledger.at(id) ?? ports.clock.now() });
        }),
      );

    return concat(
      of<SendProgress>({ type: 'sending', clientToken }),
      merge(sending$, world.over$).pipe(
        takeWhile(({ type }) => type !== 'sent', true),
        catchError((thrown: unknown) => {
          const error = asChatError(thrown);
          return mayHaveArrived && error.name !== 'ValidationError' ? reconcile(error) : throwError(() => error);
        }),
      ),
    );
  });

/** Whether the service may have acted on a request that failed like this. */
const isAmbiguous = (error: ChatError): boolean =>
  error.name === 'NetworkError' ||
  error.name === 'ForeignAnswerError' ||
  error.name === 'RequestTimeoutError' ||
  error.name === 'ServiceError' ||
  error.name === 'UnreadableError';

/** Emits once when the transcript has been read once more, or the chat has ended. */
const settled = ({ signal$, say, isOver }: World): Observable<unknown> =>
  defer(() => {
    if (isOver()) return of(undefined);
    const ask$ = defer(() => {
      say({ type: 'repair', reason: 'requested' });
      return EMPTY;
    });
    // merge: the answer is awaited before it is asked for.
    // A reading that had begun before may have passed the place where the message stands.
    const read$ = signal$.pipe(
      skipWhile(({ type }) => type !== 'reading'),
      filter(isSignal('caughtUp')),
    );
    return merge(read$, signal$.pipe(filter(isSignal('ended', 'failed'))), ask$).pipe(take(1));
  });
