import { map, mergeMap, of, takeWhile, throwError, type Observable } from 'rxjs';
import type { ChatEvent } from '../../../lib/chat/event.js';
import type { Told } from '../../../lib/engine/dedupe.js';
import type { World } from '../../../lib/engine/world.js';

/** Without the safeguard: nothing is held back while the transcript is read. */
export const order =
  ({ ports, contactId }: Pick<World, 'ports' | 'contactId'>) =>
  (told$: Observable<Told>): Observable<ChatEvent> => {
    let farewell: ChatEvent | undefined;
    return told$.pipe(
      mergeMap((told): Observable<ChatEvent | undefined> => {
        if (told.type === 'failed') return throwError(() => told.error);
        if (told.type === 'ended') {
          const end: ChatEvent = { type: 'chatEnded', at: ports.clock.now(), contactId, reason: told.reason };
          return of(farewell ?? end, undefined);
        }
        if (told.type !== 'event') return of();
        if (told.event.type === 'chatEnded') farewell = told.event;
        return told.event === farewell ? of() : of(told.event);
      }),
      takeWhile((event) => event !== undefined),
      map((event): ChatEvent => event),
    );
  };
