import { catchError, concatWith, defer, mergeMap, throwError, type Observable } from 'rxjs';
import { isChatError, SocketError, SubscriptionError } from '../../chat/errors.js';
import { begunAnew } from '../begun-anew.js';
import { answeredWithin } from '../deadline.js';
import { createReturns } from '../platform-returns.js';
import type { Policies } from '../policies.js';
import type { Ports } from '../ports.js';
import { converse } from './converse.js';
import type { FeedEvent } from './feed-event.js';

export type { FeedEvent } from './feed-event.js';

/**
 * The platform closes a socket whose frame is longer than this many times `policies.maxFrameBytes`, unread. Far above
 * the policy, so that a frame somewhat too long is passed over and reported, and only an absurd one costs the socket.
 */
const HARD_LIMIT_FACTOR = 16;

/**
 * One socket, from the handshake to its end: opens it, subscribes to the chat, keeps the heartbeat, and emits what
 * the service pushes. Cold: one subscription is one socket; unsubscribing clears its timers and closes it.
 *
 * Emits `subscribed` once the service has acknowledged; that, not the open socket, is success. Never completes. Errors
 * with a {@link SocketError} when the socket is refused or closes, however cleanly, and with a
 * {@link SubscriptionError} when it does not open, or the subscription is not acknowledged, in time. A url that the
 * platform will not open, for it would be reached in clear, is an {@link InvalidArgumentError}.
 */
export const feed = (
  ports: Pick<Ports, 'clock' | 'openSocket' | 'online$' | 'visible$'>,
  policies: Policies,
  url: string,
): Observable<FeedEvent> =>
  // defer: a port of the user's own may throw rather than error.
  defer(() => ports.openSocket(url, HARD_LIMIT_FACTOR * policies.maxFrameBytes)).pipe(
    begunAnew(createReturns(ports.clock, ports.online$)),
    answeredWithin(policies.openTimeoutMs, ports.clock, () => new SubscriptionError('notOpened')),
    concatWith(throwError(() => new SocketError())),
    // mergeMap: there is one socket; its own error, which comes from the source, ends the conversation.
    mergeMap((socket) => converse(ports, policies, socket)),
    // A port of the user's own may fail in its own way; what it says may hold a signed URL.
    catchError((error: unknown) => throwError(() => (isChatError(error) ? error : new SocketError()))),
  );
