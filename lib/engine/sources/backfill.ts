import {
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  finalize,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  repeat,
  scan,
  share,
  Subject,
  switchMap,
  take,
  takeUntil,
  tap,
  throttleTime,
  timer,
} from 'rxjs';
import { asChatError } from '../../chat/errors.js';
import type { RepairReason } from '../diagnostic.js';
import { exhaustTrailing } from '../exhaust-trailing.js';
import { backoffMs } from '../participant/backoff.js';
import type { Priority } from '../participant/priority.js';
import { isSignal, type Signal } from '../signal.js';
import type { World } from '../world.js';
import { catchUp } from './catch-up.js';
import { lastRead } from './last-read.js';
import { untilAnswered } from './read-page.js';
import { reading } from './reading.js';

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
    let readings = 0;
    /** Readings in a row that a bug has ended. */
    let failures = 0;
    const failed$ = new Subject<RepairReason>();
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
            // Also where a reading is under way: it may have passed the place already.
            sound = false;
            complete = false;
            return;
          case 'reading':
            sound = receiving;
            return;
          case 'caughtUp':
            ({ places } = signal);
            failures = 0;
            complete = sound;
            return;
          default:
            return;
        }
      }),
      ignoreElements(),
    );
    const closing$ = signal$.pipe(filter(isSignal('closing')), take(1));
    const read = (reason: RepairReason): Observable<Signal> =>
      defer(() => {
        readings += 1;
        // What is known to be missing is missing until a reading says otherwise.
        if (reason === 'echoMissing') complete = false;
        return reading(reason, (progress) =>
          catchUp(world, untilAnswered(world, priorityOf(reason), progress), places),
        ).pipe(
          catchError((thrown: unknown) => {
            failures += 1;
            if (reason !== 'audit') failed$.next(reason);
            return of<Signal>(failure(world, thrown));
          }),
          finalize(() => (readings -= 1)),
        );
      });
    // What a bug has ended did not take place, and is still wanted.
    const again$ = failed$.pipe(
      switchMap((reason) => {
        const { ports, policies } = world;
        return timer(backoffMs(failures, policies, ports.random), ports.clock).pipe(map(() => reason));
      }),
    );
    const reason$ = merge(reasons(world, signal$), again$).pipe(share());
    // Nobody waits for an audit: it makes way for every other reading, and is left out while there is one.
    const audit$ = defer(() => (readings > 0 ? EMPTY : read('audit').pipe(takeUntil(reason$))));
    return merge(
      watch$,
      merge(reason$.pipe(exhaustTrailing(read)), audits(world, signal$, audit$)).pipe(takeUntil(closing$)),
      closing$.pipe(
        // Refused means that not even the end was told.
        switchMap(({ reason }) => lastRead(world, places, reason, complete && reason !== 'accessDenied')),
      ),
    );
  });

/** A second look stands behind what order waits for, an audit behind everything. */
const priorityOf = (reason: RepairReason): Priority => {
  if (reason === 'audit') return 'audit';
  return reason === 'settled' ? 'settle' : 'backfill';
};

/** Audits a session that receives: each so long after the end of the one before, however long that had to wait. */
const audits = (world: World, signal$: Observable<Signal>, audit$: Observable<Signal>): Observable<Signal> => {
  const { ports, policies } = world;
  const wait = (ms: number): Observable<never> => timer(ms, ports.clock).pipe(ignoreElements());
  return signal$.pipe(
    filter(isSignal('subscribed')),
    switchMap(() =>
      policies.auditMs > 0
        ? concat(wait(spread(world)), audit$, concat(wait(policies.auditMs), audit$).pipe(repeat()))
        : EMPTY,
    ),
  );
};

/** Fails nothing but the one reading. */
const failure = ({ ports }: World, thrown: unknown): Signal => ({
  type: 'diagnostic',
  diagnostic: { type: 'internalError', at: ports.clock.now(), error: asChatError(thrown) },
});

/** When to read, and why; audits apart. */
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
  return merge(connected$, settled$, echoMissing$, repair$, withoutSocket$);
};

/** The first audit comes at any moment of the interval, so that sessions opened together are not audited together. */
const spread = ({ ports, policies }: World): number => policies.auditMs * (0.5 + ports.random() / 2);
