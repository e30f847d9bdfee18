import { catchError, concat, defer, EMPTY, of, takeUntil, tap, throwError, timer, type Observable } from 'rxjs';
import { ChatEndedError, isTransient, type ChatError } from '../../chat/errors.js';
import type { EndReason, Position } from '../../chat/event.js';
import { getTranscript } from '../participant/get-transcript.js';
import { persist } from '../persist.js';
import type { Signal } from '../signal.js';
import type { World } from '../world.js';
import { catchUp } from './catch-up.js';
import { gap } from './gaps.js';
import type { ReadPage } from './read-page.js';

/**
 * Reads the transcript once more when the chat is over, which the service may or may not still allow, and ends.
 *
 * @param complete whether nothing was missing when the chat ended. If something may have been, and the transcript
 * cannot be read any more, a `gap` says so.
 */
export const lastRead = (
  world: World,
  places: ReadonlyArray<Position> | undefined,
  reason: EndReason,
  complete: boolean,
): Observable<Signal> =>
  defer(() => {
    const { ports, policies } = world;
    let done = false;
    const reading$ = catchUp(world, onceMore(world), places).pipe(
      tap(({ type }) => {
        if (type === 'caughtUp') done = true;
      }),
      catchError(() => EMPTY),
      takeUntil(timer(policies.lastReadMs, ports.clock)),
    );
    const missing$ = defer(() => (done || complete ? EMPTY : of(gap('transcriptDenied', places?.[places.length - 1]))));
    return concat(
      of<Signal>({ type: 'reading', reason: 'lastRead' }),
      reading$,
      missing$,
      of<Signal>({ type: 'ended', reason }),
    );
  });

/** Reads with the token at hand: there will be no other. */
const onceMore =
  (world: World): ReadPage =>
  (input) => {
    const { credentials } = world.standing();
    if (credentials === undefined) return throwError(() => new ChatEndedError());
    return persist(
      world,
      'GetTranscript',
      getTranscript(world.call, credentials.connectionToken, input, 'reconnect', 1),
      ({ error }) => {
        if (!isTransient(error)) throw error satisfies ChatError;
        return EMPTY;
      },
    );
  };
