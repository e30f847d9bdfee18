import { catchError, concat, concatMap, defer, from, of, throwError, type Observable } from 'rxjs';
import { ValidationError } from '../../chat/errors.js';
import type { Position } from '../../chat/event.js';
import type { Item } from '../../chat/item.js';
import type { Signal } from '../signal.js';
import type { World } from '../world.js';
import { gap, unreadableSignals } from './gaps.js';
import { nextEnding, NO_ENDING } from './next-ending.js';
import { pages } from './pages.js';
import { nextPlaces } from './places.js';
import type { ReadPage } from './read-page.js';

/**
 * Reads the transcript from the first of `places` to its end. Finding another of them shows that nothing is missing
 * in between; where none is found, or the service refuses the place, `otherwise` has to find the way. What is older
 * than the first place, which a transcript may show that has lost its thread, was told before it was a place.
 */
export const forward = (
  world: World,
  read: ReadPage,
  places: readonly [Position, ...ReadonlyArray<Position>],
  otherwise: () => Observable<Signal>,
): Observable<Signal> =>
  defer(() => {
    const { pageSize, maxPages } = world.policies;
    const [start] = places;
    const landmarks = new Set(places.map(({ id }) => id));
    let found = false;
    let reached: ReadonlyArray<Position> = places;
    let ending = NO_ENDING;
    let truncated = false;

    const page$ = pages(
      read,
      { scanDirection: 'FORWARD', sortOrder: 'ASCENDING', startPosition: { id: start.id }, maxResults: pageSize },
      maxPages,
    ).pipe(
      concatMap((page) => {
        found ||= page.items.some(({ id }) => landmarks.has(id));
        const older = page.items.filter(({ at }) => at < start.at);
        const items = older.length === 0 ? page.items : page.items.filter(({ at }) => at >= start.at);
        reached = nextPlaces(reached, items, world.policies);
        ending = nextEnding(ending, items, world.contacts.isPresent);
        truncated ||= page.truncated === true;
        const frontier = found ? newest(items) : undefined;
        return [
          ...unreadableSignals(world, page),
          ...(older.length > 0 ? [{ type: 'skipped', items: older } as const] : []),
          { type: 'page', items, ...(frontier && { frontier }) } as const,
        ];
      }),
    );

    const conclusion$ = defer((): Observable<Signal> => {
      const { over } = ending;
      if (!found) return concat(of<Signal>({ type: 'diagnostic', diagnostic: rescanning(world) }), otherwise());
      return from<Signal[]>([
        ...(truncated ? [gap('tooManyPages', reached[reached.length - 1])] : []),
        { type: 'caughtUp', places: reached, over },
        ...(over ? [{ type: 'closing', reason: 'ended' } as const] : []),
      ]);
    });

    return concat(page$, conclusion$).pipe(
      catchError((error: unknown) =>
        error instanceof ValidationError && !found
          ? concat(of<Signal>({ type: 'diagnostic', diagnostic: rescanning(world) }), otherwise())
          : throwError(() => error),
      ),
    );
  });

const newest = (items: ReadonlyArray<Item>): Item | undefined => {
  let [picked] = items;
  for (const item of items) if (picked && item.at >= picked.at) picked = item;
  return picked;
};

const rescanning = ({ ports }: World): { readonly type: 'rescanning'; readonly at: number } => ({
  type: 'rescanning',
  at: ports.clock.now(),
});
