import { map, mergeMap, of, throwError, type Observable } from 'rxjs';
import { UnreadableError } from '../../chat/errors.js';
import type { Priority } from '../participant/budget.js';
import { createParticipantConnection } from '../participant/create-participant-connection.js';
import type { Credentials, Signal } from '../signal.js';
import type { World } from '../world.js';

/** How much earlier than its latest moment a refresh may be, so that sessions opened together do not refresh together. */
const REFRESH_SPREAD = 0.1;

/** By a clock that may be off, nothing is refreshed sooner than this. */
const UNSURE_MS = 300_000;

/** Obtains a socket URL and a connection token in one call. */
export const obtainConnection = (world: World, number: number, priority: Priority): Observable<Signal> => {
  const { ports, call, participantToken, connectParticipant } = world;
  return createParticipantConnection(
    call,
    participantToken,
    {
      type: ['WEBSOCKET', 'CONNECTION_CREDENTIALS'],
      ...(connectParticipant && { connectParticipant: true }),
    },
    priority,
    1,
  ).pipe(
    mergeMap(({ value: { websocket, credentials }, serviceAt }) => {
      if (websocket === undefined || credentials === undefined) {
        const missing = websocket === undefined ? 'Websocket: missing' : 'ConnectionCredentials: missing';
        return throwError(() => new UnreadableError('CreateParticipantConnection', [missing]));
      }
      const refreshAt = refreshDue(world, websocket.expiresAt, serviceAt);
      return of<Signal[]>(
        { type: 'credentials', credentials: held(world, credentials, serviceAt) },
        { type: 'connection', connection: { number, url: websocket.url, refreshAt, obtainedAt: ports.clock.now() } },
      );
    }),
  );
};

/** Obtains a connection token alone. */
export const obtainCredentials = (world: World): Observable<Extract<Signal, { readonly type: 'credentials' }>> =>
  createParticipantConnection(
    world.call,
    world.participantToken,
    { type: ['CONNECTION_CREDENTIALS'] },
    'refresh',
    1,
  ).pipe(
    map(({ value: { credentials }, serviceAt }) => {
      if (credentials === undefined) {
        throw new UnreadableError('CreateParticipantConnection', ['ConnectionCredentials: missing']);
      }
      return { type: 'credentials', credentials: held(world, credentials, serviceAt) };
    }),
  );

/** When the next connection is due: a margin before this one expires, after 59 minutes at the latest. */
const refreshDue = (world: World, expiresAt?: number, serviceAt?: number): number => {
  const { ports, policies } = world;
  const lastsMs = usableMs(world, expiresAt, serviceAt, policies.refreshMarginMs);
  return ports.clock.now() + Math.min(policies.refreshAfterMs, lastsMs) * (1 - REFRESH_SPREAD * ports.random());
};

/** The token, and by our own clock when to renew it. */
const held = (
  world: World,
  { connectionToken, expiresAt }: { readonly connectionToken: string; readonly expiresAt?: number },
  serviceAt?: number,
): Credentials => {
  const lastsMs = usableMs(world, expiresAt, serviceAt, world.policies.tokenMarginMs);
  return lastsMs === Infinity ? { connectionToken } : { connectionToken, renewAt: world.ports.clock.now() + lastsMs };
};

/**
 * How long something that the service lets expire may be used, measured by the service's own clock where it told it.
 * A life shorter than two margins is used by half. One too short to be true is not believed: renewing by it would go
 * on without a pause. What only our own clock says is not believed to the minute either: were it ahead, each would seem
 * to expire that much sooner, so it spaces refreshes by minutes, whatever it says.
 */
const usableMs = (
  { ports, policies }: World,
  expiresAt: number | undefined,
  serviceAt: number | undefined,
  marginMs: number,
): number => {
  const lifeMs = (expiresAt ?? -Infinity) - (serviceAt ?? ports.clock.now());
  if (lifeMs < policies.shortestLifeMs || lifeMs <= 0) return Infinity;
  return Math.max(lifeMs - marginMs, lifeMs / 2, serviceAt === undefined ? UNSURE_MS : 0);
};
