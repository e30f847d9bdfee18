import { catchError, defer, filter, of, takeUntil, tap, throwError, timer, type Observable } from 'rxjs';
import { AccessDeniedError, ChatEndedError } from '../../chat/errors.js';
import { authorized } from '../authorized.js';
import { disconnectParticipant } from '../participant/disconnect-participant.js';
import { isSignal } from '../signal.js';
import type { World } from '../world.js';

/**
 * Leaves the chat. What the flow still says to one who leaves goes on arriving until the service ends the chat; where
 * it has not within `policies.farewellMs`, the session ends by itself.
 *
 * Cold: emits once when the service has agreed, and completes; at once where the chat is over. Being refused twice,
 * with another token, means that it is over too. Unsubscribing before that aborts. Errors with what else the service
 * refuses it for.
 */
export const disconnect = (world: World): Observable<void> =>
  defer(() => {
    if (world.isOver()) return of(undefined);
    const clientToken = world.ports.newId();
    return authorized(world, (connectionToken) =>
      disconnectParticipant(world.call, connectionToken, { clientToken }),
    ).pipe(
      catchError((error: unknown) => (isOver(error) ? of(undefined) : throwError(() => error))),
      tap(() => {
        world.say({ type: 'left' });
        farewell(world);
      }),
    );
  });

/** Waits for the service's own end of the chat. Not a part of the effect: the chat is left, whoever still listens. */
const farewell = ({ ports, policies, signal$, say, isOver: isChatOver }: World): void => {
  if (isChatOver()) return;
  timer(policies.farewellMs, ports.clock)
    .pipe(takeUntil(signal$.pipe(filter(isSignal('closing', 'ended', 'failed', 'offline')))))
    .subscribe(() => say({ type: 'closing', reason: 'disconnected' }));
};

const isOver = (error: unknown): boolean => error instanceof AccessDeniedError || error instanceof ChatEndedError;
