import {
  defer,
  EMPTY,
  exhaustMap,
  filter,
  map,
  merge,
  NEVER,
  of,
  startWith,
  switchMap,
  takeUntil,
  tap,
  type Observable,
} from 'rxjs';
import { AccessDeniedError } from '../../chat/errors.js';
import { backoffMs, spareBackoffMs } from '../participant/backoff.js';
import { createPause } from '../pause.js';
import { persist } from '../persist.js';
import { isSignal, type Signal } from '../signal.js';
import { timerAt } from '../timer-at.js';
import type { World } from '../world.js';
import { obtainCredentials } from './obtain.js';
import { createVerdict } from './verdict.js';

/** A token whose renewal was refused although the transcript can be read is used on, and renewed after so long. */
const POSTPONED_MS = 300_000;

/**
 * Renews the connection token, alone and without a socket: before it expires, and when the service has refused it.
 *
 * Errors with an `AccessDeniedError` when the participant token is refused and the transcript cannot be read either,
 * twice in a row.
 */
export const credentials = (world: World, signal$: Observable<Signal>): Observable<Signal> => {
  const { ports, policies, standing } = world;
  const { credentials: known, deniedToken } = standing();
  const refused = createVerdict(world);
  const expiry$ = signal$.pipe(
    filter(isSignal('credentials')),
    map((signal) => signal.credentials),
    startWith(...(known ? [known] : [])),
    switchMap(({ renewAt }) => (renewAt === undefined ? NEVER : timerAt(renewAt, ports.clock))),
  );
  const denied$ = signal$.pipe(
    filter(isSignal('denied')),
    filter(({ connectionToken }) => connectionToken === standing().credentials?.connectionToken),
  );
  // One that was refused while the session was offline.
  const deniedBefore$ = deniedToken === undefined ? EMPTY : of(deniedToken);

  const pause = createPause(ports);
  /** Until the service refuses the token at hand, it is good, and nobody waits for the next. */
  const isSpare = (): boolean => standing().credentials !== undefined && standing().deniedToken === undefined;

  /** Says the token at hand anew, so that who waits for another one asks with it once more, and hears why not. */
  const postpone = (): Observable<Signal> => {
    const { credentials: held } = standing();
    if (held === undefined) return EMPTY;
    return of({ type: 'credentials', credentials: { ...held, renewAt: ports.clock.now() + POSTPONED_MS } });
  };
  return merge(expiry$, denied$, deniedBefore$).pipe(
    // exhaustMap: many calls may be refused at once, one new token serves them all.
    exhaustMap(() =>
      defer(() => {
        let isPostponed = false;
        const renewal$ = defer(() => (isPostponed ? postpone() : obtainCredentials(world)));
        return persist(
          world,
          'CreateParticipantConnection',
          renewal$,
          ({ error }) =>
            error instanceof AccessDeniedError
              ? refused(error).pipe(tap(({ type }) => (isPostponed = type === 'repair')))
              : EMPTY,
          {
            delayMs: (attempt) => (isSpare() ? spareBackoffMs : backoffMs)(attempt, policies, ports.random),
            pause: (ms) => (isSpare() ? pause(ms).pipe(takeUntil(denied$)) : pause(ms)),
          },
        );
      }),
    ),
  );
};
