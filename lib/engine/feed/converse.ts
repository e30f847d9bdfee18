import { catchError, merge, NEVER, Observable, skip, Subject } from 'rxjs';
import { SocketError, SubscriptionError } from '../../chat/errors.js';
import { SUBSCRIBE_FRAME } from '../../protocol/outgoing-frames.js';
import { deadline } from '../deadline.js';
import type { Policies } from '../policies.js';
import type { Ports, Socket } from '../ports.js';
import type { FeedEvent } from './feed-event.js';
import { heartbeat, type HeartbeatAnswer } from './heartbeat.js';
import { readFrame } from './read-frame.js';

const SUBSCRIBED: FeedEvent = { type: 'subscribed' };

/**
 * Talks on an open socket: subscribes to the chat, keeps the heartbeat, and hands on what the service pushes.
 *
 * Errors with a `SubscriptionError` when the subscription is refused or not answered in time. Unsubscribing stops the
 * timers; the socket belongs to whoever opened it.
 *
 * Written out rather than composed: it runs for each frame, and one `switch` is what a frame needs.
 */
export const converse = (
  ports: Pick<Ports, 'clock' | 'online$' | 'visible$'>,
  policies: Policies,
  socket: Socket,
): Observable<FeedEvent> =>
  new Observable((subscriber) => {
    const { clock } = ports;
    const now = (): number => clock.now();
    const answer$ = new Subject<HeartbeatAnswer>();
    const patience = deadline(policies.subscribeTimeoutMs, clock).subscribe(() =>
      subscriber.error(new SubscriptionError('unanswered')),
    );
    subscriber.add(patience);

    const receive = (text: unknown): void => {
      const frame = readFrame(text, policies.maxFrameBytes, now);
      switch (frame.type) {
        case 'item':
        case 'diagnostic':
          subscriber.next(frame);
          break;
        case 'subscribed':
          if (patience.closed) break;
          patience.unsubscribe();
          subscriber.next(SUBSCRIBED);
          break;
        case 'subscriptionRefused':
          subscriber.error(new SubscriptionError('refused'));
          break;
        case 'heartbeat':
          answer$.next({ heartbeat: 'heartbeat', healthy: true });
          break;
        case 'ping':
          answer$.next({ heartbeat: 'ping', healthy: frame.healthy });
          break;
        case 'ignored':
          break;
      }
    };

    // Frames first: a socket has no past, and the answer may come as soon as the question is out.
    subscriber.add(
      socket.frame$.subscribe({
        next: receive,
        error: (error: unknown) => subscriber.error(error),
        complete: () => subscriber.error(new SocketError()),
      }),
    );
    // The order of the official client: subscribe, ping, heartbeat.
    socket.send(SUBSCRIBE_FRAME);
    const { heartbeatMs: everyMs, heartbeatPatienceMs } = policies;
    const heart = { clock, everyMs, patienceMs: Math.min(heartbeatPatienceMs, everyMs), send: socket.send };
    subscriber.add(
      heartbeat(heart, answer$, changes(ports)).subscribe({
        next: (pulse) => subscriber.next(pulse),
        error: (error: unknown) => subscriber.error(error),
      }),
    );
  });

/** What the platform says of the network and of the page, each time that it changes: reason enough to ask. */
const changes = ({ online$, visible$ }: Pick<Ports, 'online$' | 'visible$'>): Observable<boolean> =>
  merge(online$.pipe(skip(1)), visible$.pipe(skip(1))).pipe(catchError(() => NEVER));
