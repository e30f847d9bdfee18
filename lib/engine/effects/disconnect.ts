import {
  catchError,
  concatMap,
  defer,
  filter,
  finalize,
  merge,
  of,
  take,
  takeUntil,
  tap,
  throwError,
  timer,
  type Observable,
} from 'rxjs';
import { AccessDeniedError, ChatEndedError } from '../../chat/errors.js';
import { disconnectParticipant } from '../participant/disconnect-participant.js';
import { isSignal } from '../signal.js';
import { obtainCredentials } from '../sources/obtain.js';
import type { World } from '../world.js';

/**
 * Leaves the chat. A session that is online stays so, whoever else lets go of it: what the flow still says to one who
 * leaves goes on arriving until the service ends the chat, and where it has not within `policies.farewellMs`, the
 * session ends by itself. A session that is offline ends at once.
 *
 * Cold: emits once when the service has agreed, and completes; at once where the chat is over. Being refused with a
 * fresh token, or being refused one, means that it is over too. Unsubscribing before that aborts. Errors with what else
 * the service refuses it for.
 */
export const disconnect = (world: World): Observable<void> =>
  defer(() => {
    if (world.isOver()) return of(undefined);
    const clientToken = world.ports.newId();
    const staying = world.stay();
    return withToken(world, (connectionToken) =>
      disconnectParticipant(world.call, connectionToken, { clientToken }),
    ).pipe(
      catchError((error: unknown) => (isOver(error) ? of(undefined) : throwError(() => error))),
      tap(() => {
        world.say({ type: 'left' });
        world.dispatch(() => farewell(world));
      }),
      // By then one who has left stays for the end.
      finalize(() => staying.unsubscribe()),
    );
  });

/** With the connection token at hand; where there is none, or it is refused, with another. Offline too. */
const withToken = (world: World, request: (connectionToken: string) => Observable<void>): Observable<void> =>
  defer(() => {
    const held = world.standing().credentials;
    const another$ = obtainCredentials(world).pipe(
      concatMap((signal) => {
        world.say(signal);
        return request(signal.credentials.connectionToken);
      }),
    );
    if (held === undefined) return another$;
    return request(held.connectionToken).pipe(
      catchError((error: unknown) => (error instanceof AccessDeniedError ? another$ : throwError(() => error))),
    );
  }).pipe((request$) => merge(request$, world.over$).pipe(take(1)));

/** Waits for the service's own end of the chat. Not a part of the effect: the chat is left, whoever still listens. */
const farewell = ({ ports, policies, signal$, say, isOver: isChatOver, isOnline }: World): void => {
  if (isChatOver()) return;
  if (!isOnline()) return say({ type: 'ended', reason: 'disconnected' });
  timer(policies.farewellMs, ports.clock)
    .pipe(takeUntil(signal$.pipe(filter(isSignal('closing', 'ended', 'failed')))))
    .subscribe(() => say({ type: 'closing', reason: 'disconnected' }));
};

const isOver = (error: unknown): boolean => error instanceof AccessDeniedError || error instanceof ChatEndedError;
