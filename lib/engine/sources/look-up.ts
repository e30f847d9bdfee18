import { catchError, EMPTY, map, of, throwError, type Observable } from 'rxjs';
import { isTransient } from '../../chat/errors.js';
import { authorized } from '../authorized.js';
import { getTranscript } from '../participant/get-transcript.js';
import { persist } from '../persist.js';
import type { World } from '../world.js';

/**
 * Whether an item stands in this chat's transcript: asked for what comes from there on, the service shows something. It
 * refuses a place that it does not know, or shows nothing.
 *
 * Cold. Emits once and completes; never errors. Has the least urgency of all.
 */
export const lookUp = (world: World, id: string): Observable<boolean> =>
  persist(
    world,
    'GetTranscript',
    authorized(world, (connectionToken) => {
      const input = { scanDirection: 'FORWARD', sortOrder: 'ASCENDING', startPosition: { id }, maxResults: 2 } as const;
      return getTranscript(world.call, connectionToken, input, 'audit', 1);
    }).pipe(map(({ items }) => items.length > 0)),
    ({ error }) => (isTransient(error) ? EMPTY : throwError(() => error)),
  ).pipe(catchError(() => of(false)));
