import { defer, type Observable } from 'rxjs';
import { checkSessionId } from '../../protocol/check-authentication.js';
import { authorized } from '../authorized.js';
import { cancelParticipantAuthentication } from '../participant/cancel-participant-authentication.js';
import type { World } from '../world.js';

/**
 * Declines to sign in; the chat goes on without.
 *
 * Cold: emits once when the service has agreed, and completes; unsubscribing aborts. The id is checked at the call,
 * which throws an `InvalidArgumentError`. Errors with what the service refuses it for.
 */
export const cancelAuthentication = (world: World, sessionId: string): Observable<void> => {
  checkSessionId(sessionId);
  return defer(() =>
    authorized(world, (connectionToken) => cancelParticipantAuthentication(world.call, connectionToken, { sessionId })),
  );
};
