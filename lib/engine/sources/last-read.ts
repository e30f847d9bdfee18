import {
  catchError,
  concat,
  defer,
  EMPTY,
  ignoreElements,
  of,
  takeUntil,
  tap,
  throwError,
  timer,
  type Observable,
} from 'rxjs';
import { ChatEndedError, isTransient, type ChatError } from '../../chat/errors.js';
import type { EndReason, Position } from '../../chat/event.js';
import { deadline } from '../deadline.js';
import { getTranscript } from '../participant/get-transcript.js';
import { persist } from '../persist.js';
import type { Signal } from '../signal.js';
import type { World } from '../world.js';
import { catchUp } from './catch-up.js';
import { gap } from './gaps.js';
import { teach, type ReadPage } from './read-page.js';
import { reading, request, type Progress } from './reading.js';

/** Pushes are not in order: what was posted before the end may come behind it. */
const STRAGGLERS_MS = 500;

/** A transcript that does not show the end by then is one that does not show ends. */
const MOST_READS = 3;

/**
 * Reads the transcript once more when the chat is over, which the service may or may not still allow, and ends. Where
 * the socket has told the end and the transcript does not show it yet, it is read again, for a second and a half.
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
    const wait = (ms: number): Observable<never> => timer(ms, ports.clock).pipe(ignoreElements());
    let reached = places;
    let done = false;
    let isShown = reason !== 'ended';

    const read = (progress: Progress, count = 1): Observable<Signal> =>
      concat(
        defer(() => catchUp(world, onceMore(world, progress), reached)).pipe(
          tap((signal) => {
            if (signal.type !== 'caughtUp') return;
            done = true;
            reached = signal.places;
            isShown ||= signal.over;
          }),
        ),
        defer(() =>
          isShown || count === MOST_READS ? EMPTY : concat(wait(count * STRAGGLERS_MS), read(progress, count + 1)),
        ),
      );
    const reading$ = reading('lastRead', read).pipe(
      catchError(() => EMPTY),
      takeUntil(deadline(policies.lastReadMs, ports.clock)),
    );
    const stragglers$ = defer(() => (isShown || done ? EMPTY : wait(STRAGGLERS_MS)));
    const missing$ = defer(() => (done || complete ? EMPTY : of(gap('transcriptDenied', reached?.at(-1)))));
    return concat(reading$, stragglers$, missing$, of<Signal>({ type: 'ended', reason }));
  });

/** Reads with the token at hand: there will be no other. */
const onceMore =
  (world: World, progress: Progress): ReadPage =>
  (input) => {
    const { credentials } = world.standing();
    if (credentials === undefined) return throwError(() => new ChatEndedError());
    return request(progress, (granted) =>
      persist(
        world,
        'GetTranscript',
        getTranscript(world.call, credentials.connectionToken, input, 'reconnect', 1, granted).pipe(tap(teach(world))),
        ({ error }) => {
          if (!isTransient(error)) throw error satisfies ChatError;
          progress.failed();
          return EMPTY;
        },
      ),
    );
  };
