import { catchError, merge, of, takeWhile, type Observable } from 'rxjs';
import { asChatError } from '../chat/errors.js';
import type { ChatEvent } from '../chat/event.js';
import { dedupe } from './dedupe.js';
import { late } from './late.js';
import { loop } from './loop.js';
import { order } from './order.js';
import type { Signal } from './signal.js';
import { backfill } from './sources/backfill.js';
import { live } from './sources/live.js';
import { refresh } from './sources/refresh.js';
import type { World } from './world.js';

/**
 * All that happens in one session's life: three sources, and what the effects say to them. Each hears the others.
 *
 * Cold. Emits until the chat has ended or the session failed, then completes; never errors.
 */
export const signals = (world: World): Observable<Signal> =>
  loop<Signal>(
    (signal$) =>
      merge(
        live(world, signal$), // what is posted now
        backfill(world, signal$), // what was posted meanwhile
        refresh(world, signal$), // the next connection, before this one expires
        world.said$, // what the effects know
      ),
    ({ type }) => type !== 'item' && type !== 'page',
  ).pipe(
    catchError((error: unknown) => of<Signal>({ type: 'failed', error: asChatError(error) })),
    takeWhile(({ type }) => type !== 'ended' && type !== 'failed', true),
  );

/** The one stream: every persisted item exactly once per change, in order; what could not be recovered, as a gap. */
export const events =
  (world: World) =>
  (signal$: Observable<Signal>): Observable<ChatEvent> =>
    signal$.pipe(dedupe(world), order(world), late(world));
