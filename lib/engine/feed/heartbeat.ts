import { Observable, timer, type SchedulerLike, type Subscription } from 'rxjs';
import { SocketError } from '../../chat/errors.js';
import { HEARTBEAT_FRAME, PING_FRAME } from '../../protocol/outgoing-frames.js';
import { LATE_MS } from '../deadline.js';

/** The socket may be dead: what was not answered, or not well. */
export interface Doubt {
  readonly type: 'doubt';
  readonly heartbeat: 'ping' | 'heartbeat';
}

/** What the beats of a socket say of it. */
export type Pulse =
  | Doubt
  /** Something speaks against the socket, and it has been asked. */
  | { readonly type: 'suspect' }
  /** It has answered well. */
  | { readonly type: 'assured' }
  /** The process was asleep for longer than platforms hold back timers: what was pushed meanwhile may be gone. */
  | { readonly type: 'woken' };

/** The service's answer to one half of a beat. */
export interface HeartbeatAnswer {
  readonly heartbeat: 'ping' | 'heartbeat';
  readonly healthy: boolean;
}

/** What a socket is asked with. */
export interface Heart {
  readonly clock: SchedulerLike;
  /** Between two beats, and how long each may stay unanswered. */
  readonly everyMs: number;
  /** How long a beat may stay unanswered that asks because of a suspicion. */
  readonly patienceMs: number;
  readonly send: (text: string) => void;
}

/** So many heartbeats in a row without an answer: the socket is dead, whatever the platform believes. */
const DEADLY_MISSES = 2;

/** Hidden pages get their timers once a minute; who is later than this was asleep. */
const ASLEEP_MS = 120_000;

/**
 * Sends `aws/ping` and `aws/heartbeat` at once and then every `everyMs`, and emits a doubt when an answer is missing
 * when the next beat is due, or when it is unhealthy. At most one doubt per beat.
 *
 * A timer that is late says nothing about the socket: what is missing then is asked for once more, with `patienceMs`.
 * So does each emission of `hint$`, by which the platform says that the network or the page has changed.
 *
 * Cold; never completes. Errors with a `SocketError` when two heartbeats in a row were not answered, with `answer$`, and
 * when sending throws. Holds one timer, which unsubscribing clears.
 */
export const heartbeat = (
  { clock, everyMs, patienceMs, send }: Heart,
  answer$: Observable<HeartbeatAnswer>,
  hint$: Observable<unknown>,
): Observable<Pulse> =>
  new Observable((subscriber) => {
    let isPingMissing = false;
    let isHeartbeatMissing = false;
    let isDoubted = false;
    let isSuspect = false;
    let isAskedAgain = false;
    let missed = 0;
    let isUrgent = false;
    let dueAt = 0;
    let alarm: Subscription | undefined;

    const beat = (isDoubtful = false): void => {
      isPingMissing = true;
      isHeartbeatMissing = true;
      isDoubted = false;
      isUrgent = isDoubtful;
      const waitMs = isUrgent ? patienceMs : everyMs;
      alarm?.unsubscribe();
      dueAt = clock.now() + waitMs;
      alarm = timer(waitMs, clock).subscribe(look);
      try {
        send(PING_FRAME);
        send(HEARTBEAT_FRAME);
      } catch (error) {
        subscriber.error(error);
      }
    };

    const suspect = (): void => {
      if (isSuspect) return;
      isSuspect = true;
      subscriber.next({ type: 'suspect' });
    };

    const doubt = (what: Doubt['heartbeat']): void => {
      isDoubted = true;
      isSuspect = true;
      subscriber.next({ type: 'doubt', heartbeat: what });
    };

    const look = (): void => {
      const lateMs = clock.now() - dueAt;
      if (lateMs > ASLEEP_MS) subscriber.next({ type: 'woken' });
      const isMissing = isHeartbeatMissing || isPingMissing;
      if (isMissing && !isDoubted && !isAskedAgain && lateMs > Math.min(LATE_MS, everyMs)) {
        isAskedAgain = true;
        suspect();
        return beat(true);
      }
      isAskedAgain = false;
      // Without a heartbeat nothing comes back at all; without a ping only the service behind the gateway is silent.
      if (isMissing && !isDoubted) doubt(isHeartbeatMissing ? 'heartbeat' : 'ping');
      missed = isHeartbeatMissing ? missed + 1 : 0;
      if (missed >= DEADLY_MISSES) subscriber.error(new SocketError());
      if (!subscriber.closed) beat(isHeartbeatMissing);
    };

    const hear = ({ heartbeat: half, healthy }: HeartbeatAnswer): void => {
      if (half === 'ping') isPingMissing = !healthy;
      else isHeartbeatMissing = false;
      if (!healthy && !isDoubted) return doubt(half);
      if (!isSuspect || isPingMissing || isHeartbeatMissing) return;
      isSuspect = false;
      subscriber.next({ type: 'assured' });
    };

    const ask = (): void => {
      suspect();
      // One question at a time: each new one would put off the doubt.
      if (!isUrgent || !isHeartbeatMissing) beat(true);
    };

    subscriber.add(() => alarm?.unsubscribe());
    subscriber.add(answer$.subscribe({ next: hear, error: (error: unknown) => subscriber.error(error) }));
    beat();
    subscriber.add(hint$.subscribe(ask));
  });
