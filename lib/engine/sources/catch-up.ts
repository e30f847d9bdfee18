import type { Observable } from 'rxjs';
import type { Position } from '../../chat/event.js';
import type { Signal } from '../signal.js';
import type { World } from '../world.js';
import { forward } from './forward.js';
import type { ReadPage } from './read-page.js';
import { scan } from './scan.js';

/**
 * Reads from the last known place to the end of the transcript, or where there is none, all that the history policy
 * asks for. Emits pages and ends in `caughtUp`; what it could not find it announces as a `gap`.
 */
export const catchUp = (
  world: World,
  read: ReadPage,
  places: ReadonlyArray<Position> | undefined,
): Observable<Signal> => {
  const [first, second, ...others] = places ?? [];
  // One place alone may not be shown, for it is where the reading starts.
  return first === undefined || second === undefined
    ? scan(world, read, places)
    : forward(world, read, [first, second, ...others], () => scan(world, read, places));
};
