import { defer, merge, type Observable } from 'rxjs';
import type { ChatEvent } from '../chat/event.js';
import { dedupe } from './dedupe.js';
import { late } from './late.js';
import { order } from './order.js';
import { restart } from './restart.js';
import type { Signal } from './signal.js';
import { backfill } from './sources/backfill.js';
import { live } from './sources/live.js';
import { refresh } from './sources/refresh.js';
import type { World } from './world.js';

/**
 * All that happens while a session is online: three sources, and each hears the others.
 *
 * Cold. Emits until it is unsubscribed; never completes, never errors.
 */
export const sources =
  (world: World) =>
  (signal$: Observable<Signal>): Observable<Signal> =>
    defer(() =>
      merge(
        live(world, signal$), // what is posted now
        backfill(world, signal$), // what was posted meanwhile
        refresh(world, signal$), // the next connection, before this one expires
      ),
    ).pipe(restart(world));

/** The one stream: every persisted item exactly once per change, in order; what could not be recovered, as a gap. */
export const events =
  (world: World) =>
  (signal$: Observable<Signal>): Observable<ChatEvent> =>
    signal$.pipe(dedupe(world), order(world), late(world));
