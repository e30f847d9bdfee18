import { EMPTY, exhaustMap, filter, map, merge, NEVER, startWith, switchMap, type Observable } from 'rxjs';
import { AccessDeniedError } from '../../chat/errors.js';
import { persist } from '../persist.js';
import { isSignal, type Signal } from '../signal.js';
import { timerAt } from '../timer-at.js';
import type { World } from '../world.js';
import { obtainCredentials } from './obtain.js';

/**
 * Renews the connection token, alone and without a socket: before it expires, and when the service has refused it.
 *
 * Errors with an `AccessDeniedError` when the participant token is refused.
 */
export const credentials = (world: World, signal$: Observable<Signal>): Observable<Signal> => {
  const { ports, standing } = world;
  const known = standing().credentials;
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
  return merge(expiry$, denied$).pipe(
    // exhaustMap: many calls may be refused at once, one new token serves them all.
    exhaustMap(() =>
      persist(world, 'CreateParticipantConnection', obtainCredentials(world), ({ error }) => {
        if (error instanceof AccessDeniedError) throw error;
        return EMPTY;
      }),
    ),
  );
};
