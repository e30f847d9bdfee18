import { concat, defer, EMPTY, filter, interval, map, merge, type Observable, type SchedulerLike } from 'rxjs';
import { HEARTBEAT_FRAME, PING_FRAME } from '../../protocol/outgoing-frames.js';

/** The socket may be dead: what was not answered, or `clock` where the process itself slept. */
export interface Doubt {
  readonly type: 'doubt';
  readonly heartbeat: 'ping' | 'heartbeat' | 'clock';
}

/** The service's answer to one half of a beat. */
export interface HeartbeatAnswer {
  readonly heartbeat: 'ping' | 'heartbeat';
  readonly healthy: boolean;
}

/**
 * Sends `aws/ping` and `aws/heartbeat` at once and then every `everyMs`, and emits when an answer gives reason to
 * doubt the socket: it is missing when the next beat is due, or it is unhealthy. At most one doubt per beat.
 *
 * A beat that is due more than a whole interval late means that the process slept or was frozen; the answers of
 * before say nothing then, so the doubt is `clock`.
 *
 * Cold; never completes, never errors of itself. Holds one timer, which unsubscribing clears.
 */
export const heartbeat = (
  clock: SchedulerLike,
  everyMs: number,
  send: (text: string) => void,
  answer$: Observable<HeartbeatAnswer>,
): Observable<Doubt> =>
  defer(() => {
    let isPingMissing = false;
    let isHeartbeatMissing = false;
    let isDoubted = false;
    let dueAt = 0;

    const beat = (): void => {
      isPingMissing = true;
      isHeartbeatMissing = true;
      isDoubted = false;
      dueAt = clock.now() + everyMs;
      send(PING_FRAME);
      send(HEARTBEAT_FRAME);
    };

    const look = (): Doubt['heartbeat'] | undefined => {
      if (clock.now() - dueAt > everyMs) return 'clock';
      if (isDoubted) return undefined;
      // Without a heartbeat nothing comes back at all; without a ping only the service behind the gateway is silent.
      return isHeartbeatMissing ? 'heartbeat' : isPingMissing ? 'ping' : undefined;
    };

    const unhealthy$ = answer$.pipe(
      map((answer) => {
        if (answer.heartbeat === 'ping') isPingMissing = false;
        else isHeartbeatMissing = false;
        if (answer.healthy || isDoubted) return undefined;
        isDoubted = true;
        return answer.heartbeat;
      }),
    );
    const first$ = defer(() => {
      beat();
      return EMPTY;
    });
    const due$ = interval(everyMs, clock).pipe(
      map(() => {
        const doubted = look();
        beat();
        return doubted;
      }),
    );

    return merge(unhealthy$, concat(first$, due$)).pipe(
      filter((doubted) => doubted !== undefined),
      map((doubted): Doubt => ({ type: 'doubt', heartbeat: doubted })),
    );
  });
