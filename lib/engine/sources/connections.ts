import {
  concat,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  map,
  merge,
  of,
  startWith,
  switchMap,
  take,
  takeUntil,
  tap,
  throttleTime,
  timer,
  type Observable,
} from 'rxjs';
import {
  AccessDeniedError,
  InternalError,
  InvalidArgumentError,
  isTransient,
  type ChatError,
} from '../../chat/errors.js';
import { backoffMs, spareBackoffMs } from '../participant/backoff.js';
import { begunAnew } from '../begun-anew.js';
import { exhaustTrailing } from '../exhaust-trailing.js';
import { createReturns } from '../platform-returns.js';
import { createPause } from '../pause.js';
import { persist } from '../persist.js';
import { isSignal, type Connection, type Signal } from '../signal.js';
import { timerAt } from '../timer-at.js';
import type { World } from '../world.js';
import { obtainConnection } from './obtain.js';
import { createVerdict } from './verdict.js';

/** Doubts about a socket that still stands lead to another one at most once in this time. */
const DOUBT_SPACING_MS = 60_000;

/** A socket that has received for so long has proved itself: its loss is not one of a series. */
const LASTING_MS = 10_000;

/**
 * A socket URL can be opened within 100 seconds; so long after it was obtained it is still offered again.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/API_CreateParticipantConnection.html
 */
const OPENABLE_MS = 85_000;

type Need = 'first' | 'lost' | 'doubted' | 'due';

/**
 * Makes one connection after another: the first at once, the next when it is due, and another when the socket is
 * lost or doubted. A connection is made when its socket has subscribed. A socket that is lost soon after that is one of
 * a series, and the wait before the next one grows.
 *
 * Errors when there is no use in trying again.
 */
export const connections = (world: World, signal$: Observable<Signal>, isAccepted: () => boolean): Observable<Signal> =>
  defer(() => {
    const { clock, random, online$ } = world.ports;
    const refused = createVerdict(world);
    let reusable = world.standing().connection;
    let number = 0;
    let isLive = false;
    let receivingSince = Infinity;
    /** In a row: attempts in vain, and sockets that did not last. */
    let failures = 0;
    const pause = createPause(world.ports);
    const backOnline$ = createReturns(clock, online$);

    const obtain = (need: Need): Observable<Signal> => {
      const kept = reusable;
      reusable = undefined;
      return kept !== undefined && isOpenable(kept, clock.now())
        ? of({ type: 'connection', connection: reused(world, kept, number) })
        : obtainConnection(world, number, need === 'due' ? 'refresh' : 'reconnect').pipe(begunAnew(backOnline$));
    };

    const wait = (attempt: number, delayMs: number, error: ChatError): Observable<Signal> =>
      of({ type: 'waiting', attempt, resumesAt: clock.now() + delayMs, error });

    const establish = (need: Need): Observable<Signal> => {
      /** Only due: nobody waits for it as long as the present socket receives. */
      const isSpare = (): boolean => need === 'due' && isLive;
      return persist(
        world,
        'CreateParticipantConnection',
        defer(() => {
          number += 1;
          // The outcome is awaited before the connection is made: a socket may be refused at once.
          return merge(subscribed(signal$, number), concat(of<Signal>({ type: 'connecting' }), obtain(need)));
        }),
        ({ attempt, delayMs, error }) => {
          if ((!isAccepted() && !isTransient(error)) || (isOfThePlatform(error) && !isLive)) throw error;
          failures = Math.max(failures, attempt);
          const waiting$ = wait(attempt, delayMs, error);
          // While a socket receives the chat goes on, whatever is refused.
          return error instanceof AccessDeniedError && !isLive ? concat(waiting$, refused(error)) : waiting$;
        },
        {
          // What follows a loss takes the place of the attempt that led to it.
          failures: need === 'lost' ? failures - 1 : 0,
          delayMs: (attempt) => (isSpare() ? spareBackoffMs : backoffMs)(attempt, world.policies, random),
          pause: (ms) => (isSpare() ? pause(ms).pipe(takeUntil(afterLoss$)) : pause(ms)),
        },
      );
    };

    /** Many sessions lose their sockets in one moment: they come back spread over the first backoff, or a later one. */
    const reestablish = (error: ChatError): Observable<Signal> =>
      defer(() => {
        const delayMs = backoffMs(failures, world.policies, random);
        return concat(wait(failures, delayMs, error), pause(delayMs), establish('lost'));
      });

    const watch$ = signal$.pipe(
      tap(({ type }) => {
        if (type !== 'subscribed' && type !== 'lost') return;
        if (clock.now() - receivingSince >= LASTING_MS) failures = 0;
        isLive = type === 'subscribed';
        receivingSince = isLive ? clock.now() : Infinity;
        if (!isLive) failures += 1;
      }),
      ignoreElements(),
    );
    const lost$ = signal$.pipe(filter(isSignal('lost')));
    const afterLoss$ = lost$.pipe(switchMap(() => timer(backoffMs(1, world.policies, random), clock)));
    const doubted$ = signal$.pipe(
      filter(isSignal('doubt')),
      throttleTime(DOUBT_SPACING_MS, clock),
      map(() => 'doubted' as const),
    );
    const due$ = signal$.pipe(
      filter(isSignal('connection')),
      switchMap(({ connection }) =>
        signal$.pipe(
          filter((signal) => signal.type === 'subscribed' && signal.number === connection.number),
          take(1),
          switchMap(() => timerAt(connection.refreshAt, clock)),
        ),
      ),
      map(() => 'due' as const),
    );

    return merge(
      watch$,
      merge(lost$, doubted$, due$).pipe(
        startWith('first' as const),
        map((need) => ({ need, asked: number })),
        // One at a time: whatever asks while a connection is being made is served by that one, unless it is lost too.
        exhaustTrailing(({ need, asked }) => {
          if (typeof need !== 'string') return isLive ? EMPTY : reestablish(need.error);
          return asked === number ? establish(need) : EMPTY;
        }),
      ),
    );
  });

/** What no other attempt mends: the platform has no sockets, an agent is none for them, or a port has a bug. */
const isOfThePlatform = (error: ChatError): boolean =>
  error instanceof InternalError || (error instanceof InvalidArgumentError && /^(ports\.|agent$)/.test(error.field));

/** By our own clock, or that of an earlier process: what seems to come from the future was obtained by another clock. */
const isOpenable = ({ obtainedAt = -Infinity }: Connection, now: number): boolean =>
  now - obtainedAt >= 0 && now - obtainedAt < OPENABLE_MS;

const reused = ({ ports, policies }: World, connection: Connection, number: number): Connection => ({
  ...connection,
  number,
  refreshAt: Math.min(connection.refreshAt, ports.clock.now() + policies.refreshAfterMs),
});

/** Completes when the socket of this connection has subscribed, errors when it did not come to that. */
const subscribed = (signal$: Observable<Signal>, number: number): Observable<never> =>
  signal$.pipe(
    filter(isSignal('subscribed', 'refused')),
    filter((signal) => signal.number === number),
    take(1),
    tap((signal) => {
      if (signal.type === 'refused') throw signal.error;
    }),
    ignoreElements(),
  );
