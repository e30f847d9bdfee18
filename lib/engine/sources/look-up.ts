import { catchError, EMPTY, map, of, type Observable } from 'rxjs';
import { isTransient } from '../../chat/errors.js';
import { authorized } from '../authorized.js';
import { getTranscript } from '../participant/get-transcript.js';
import { persist } from '../persist.js';
import type { World } from '../world.js';

/**
 * What stands in this chat's transcript from an item on, by id: something, where the item does. The service refuses a
 * place that it does not know, or shows nothing.
 *
 * Cold. Emits once and completes; never errors. Has the least urgency of all.
 */
export const lookUp = (world: World, id: string): Observable<ReadonlyArray<string>> =>
  persist(
    world,
    'GetTranscript',
    authorized(world, (connectionToken) => {
      const maxResults = world.policies.pageSize;
      const input = { scanDirection: 'FORWARD', sortOrder: 'ASCENDING', startPosition: { id }, maxResults } as const;
      return getTranscript(world.call, connectionToken, input, 'audit', 1);
    }).pipe(map(({ items }) => items.map((item) => item.id))),
    ({ error }) => {
      if (!isTransient(error)) throw error;
      return EMPTY;
    },
  ).pipe(catchError(() => of([])));
