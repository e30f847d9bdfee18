import { catchError, defaultIfEmpty, defer, map, of, takeUntil, throwError, timer, type Observable } from 'rxjs';
import { CONTENT_TYPES } from '../../protocol/content-types.js';
import { authorized } from '../authorized.js';
import { sendEvent } from '../participant/send-event.js';
import type { World } from '../world.js';

/**
 * Creates the typing effect of one session: at most one typing event leaves in `policies.typingThrottleMs`, the first
 * one at once. A call within that time, or while the session is offline or has no connection token yet, sends nothing.
 *
 * Cold. Emits once when there is nothing more to do, sent or not, and completes. Errors with what the service refuses
 * it for, and the next call may send again at once. An event that has not left when the time is over is given up
 * without an error: it would be news of the past. Unsubscribing aborts.
 */
export const createTyping = (world: World): (() => Observable<void>) => {
  const { ports, policies } = world;
  let startedAt = -Infinity;

  const isThrottled = (now: number): boolean => {
    const elapsedMs = now - startedAt;
    // A clock that was set back ends the wait, lest nothing be sent for as long as it was set back by.
    return elapsedMs >= 0 && elapsedMs < policies.typingThrottleMs;
  };

  return () =>
    defer(() => {
      const now = ports.clock.now();
      const isReady = world.isOver() || (world.isOnline() && world.standing().credentials !== undefined);
      if (isThrottled(now) || !isReady) return of(undefined);
      startedAt = now;
      const clientToken = ports.newId();
      return authorized(world, (connectionToken) =>
        sendEvent(world.call, connectionToken, { contentType: CONTENT_TYPES.typing, clientToken }),
      ).pipe(
        map(() => undefined),
        catchError((error: unknown) => {
          if (startedAt === now) startedAt = -Infinity;
          return throwError(() => error);
        }),
        takeUntil(timer(policies.typingThrottleMs, ports.clock)),
        defaultIfEmpty(undefined),
      );
    });
};
