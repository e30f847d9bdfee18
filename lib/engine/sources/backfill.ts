import {
  catchError,
  concat,
  defer,
  filter,
  ignoreElements,
  map,
  merge,
  mergeMap,
  of,
  scan,
  switchMap,
  take,
  takeUntil,
  tap,
  throttleTime,
  timer,
  type Observable,
} from 'rxjs';
import { asChatError } from '../../chat/errors.js';
import type { RepairReason } from '../diagnostic.js';
import { exhaustTrailing } from '../exhaust-trailing.js';
import { isSignal, type Signal } from '../signal.js';
import type { World } from '../world.js';
import { catchUp } from './catch-up.js';
import { lastRead } from './last-read.js';
import { untilAnswered } from './read-page.js';

/**
 * The backfill source: what was posted meanwhile. After each subscription, and whenever something may have been
 * missed, reads the transcript from the last item seen there to its end; also now and then while no socket is to be
 * had; when the chat is over, once more.
 *
 * What the socket delivered does not move the place where the next reading starts. Only the transcript can show that
 * nothing is missing before an item.
 */
export const backfill = (world: World, signal$: Observable<Signal>): Observable<Signal> =>
  defer(() => {
    let { places } = world.standing();
    // Nothing is missing when the transcript was read while a socket received, and it has received ever since.
    let complete = false;
    let receiving = false;
    let sound = false;
    const read = untilAnswered(world);
    const watch$ = signal$.pipe(
      tap((signal) => {
        switch (signal.type) {
          case 'subscribed':
            receiving = true;
            return;
          case 'lost':
            receiving = false;
            sound = false;
            complete = false;
            return;
          case 'doubt':
          case 'repair':
            complete = false;
            return;
          case 'reading':
            sound = receiving;
            return;
          case 'caughtUp':
            ({ places } = signal);
            complete = sound;
            return;
          default:
            return;
        }
      }),
      ignoreElements(),
    );
    const closing$ = signal$.pipe(filter(isSignal('closing')), take(1));
    const reading$ = reasons(world, signal$).pipe(
      exhaustTrailing((reason) =>
        concat(
          of<Signal>({ type: 'reading', reason }),
          defer(() => catchUp(world, read, places)),
        ).pipe(catchError((thrown: unknown) => of<Signal>(failure(world, thrown)))),
      ),
      takeUntil(closing$),
    );
    return merge(
      watch$,
      reading$,
      closing$.pipe(
        // Refused means that not even the end was told.
        switchMap(({ reason }) => lastRead(world, places, reason, complete && reason !== 'accessDenied')),
      ),
    );
  });

/** A reading that a bug ends is one that did not take place: the next one may. */
const failure = ({ ports }: World, thrown: unknown): Signal => ({
  type: 'diagnostic',
  diagnostic: { type: 'internalError', at: ports.clock.now(), error: asChatError(thrown) },
});

/** When to read, and why. */
const reasons = (world: World, signal$: Observable<Signal>): Observable<RepairReason> => {
  const { ports, policies, ledger } = world;
  const subscribed$ = signal$.pipe(filter(isSignal('subscribed')));
  const connected$ = subscribed$.pipe(map(() => 'connected' as const));
  // What was posted while nothing, or nothing readable, came may not be in the transcript yet.
  const settled$ = signal$.pipe(
    filter(({ type }) => type === 'subscribed' || type === 'repair'),
    switchMap(() => timer(policies.settleMs, ports.clock)),
    map(() => 'settled' as const),
  );
  const audit$ = subscribed$.pipe(
    switchMap(() => (policies.auditMs > 0 ? timer(spread(world), policies.auditMs, ports.clock) : [])),
    map(() => 'audit' as const),
  );
  const echoMissing$ = signal$.pipe(
    filter(isSignal('sent')),
    mergeMap(({ id }) =>
      timer(policies.echoTimeoutMs, ports.clock).pipe(
        filter(() => !ledger.has(id)),
        map(() => 'echoMissing' as const),
      ),
    ),
  );
  const repair$ = signal$.pipe(
    filter(isSignal('repair')),
    map(({ reason }) => reason),
    // A peer that sends garbage must not make us read the transcript all the time.
    throttleTime(policies.heartbeatMs, ports.clock, { leading: true, trailing: true }),
  );
  // A network that lets no websocket through, or a service that opens none: what is posted comes this way.
  const withoutSocket$ = signal$.pipe(
    filter(isSignal('refused', 'subscribed')),
    scan((refusals, { type }) => (type === 'refused' ? refusals + 1 : 0), 0),
    filter((refusals) => refusals > 1),
    throttleTime(policies.backoffCapMs, ports.clock),
    map(() => 'withoutSocket' as const),
  );
  return merge(connected$, settled$, audit$, echoMissing$, repair$, withoutSocket$);
};

/** The first audit comes at any moment of the interval, so that sessions opened together are not audited together. */
const spread = ({ ports, policies }: World): number => policies.auditMs * (0.5 + ports.random() / 2);
