import { concat, defer, from, ignoreElements, takeWhile, tap, type Observable } from 'rxjs';
import type { Position } from '../../chat/event.js';
import type { Item } from '../../chat/item.js';
import { comparePositions } from '../../chat/position.js';
import type { HistoryPolicy } from '../policies.js';
import type { Signal } from '../signal.js';
import type { World } from '../world.js';
import { nextEnding, NO_ENDING } from './next-ending.js';
import { gap, pageSignals } from './page-signals.js';
import { pages, type Page } from './pages.js';
import { nextPlaces } from './places.js';
import type { ReadPage } from './read-page.js';

/** Enough of a transcript to know a place in it. */
const PLACE_ONLY = 10;

/**
 * Reads the transcript from its newest end backwards: on the first connection as far as the history policy asks,
 * later until a known place is found. Stops where a persistent chat goes over into its past contacts.
 *
 * What it reads is told in one page at the end, because the order is only known then.
 */
export const scan = (world: World, read: ReadPage, places: ReadonlyArray<Position> | undefined): Observable<Signal> =>
  defer(() => {
    const { pageSize, maxPages, overlapMs } = world.policies;
    const history: HistoryPolicy = places === undefined ? world.policies.history : 'all';
    const wanted = history === 'all' ? Infinity : history === 'none' ? 0 : history.mostRecent;
    const landmarks = new Set(places?.map(({ id }) => id));
    const start = places?.[0];
    const last = places?.[places.length - 1];
    const unreadable: Page['unreadable'][number][] = [];
    const collected: Item[] = [];
    let found = false;
    let past = false;
    let truncated = false;

    const collect = (page: Page): void => {
      for (const item of page.items) {
        if (item.past === true) past = true;
        else collected.push(item);
        found ||= landmarks.has(item.id);
      }
      unreadable.push(...page.unreadable);
      truncated ||= page.truncated === true;
    };
    const isBeyond = (page: Page): boolean => last !== undefined && page.items.some((item) => item.at < last.at);
    const isEnough = (page: Page): boolean =>
      past || isBeyond(page) || (wanted !== Infinity && collected.length >= wanted);

    const conclude = (): ReadonlyArray<Signal> => {
      collected.sort(comparePositions);
      const skipped = start ? countBefore(collected, start) : Math.max(0, collected.length - wanted);
      const items = collected.slice(skipped);
      const { over } = nextEnding(NO_ENDING, collected);
      const firstUnknown = last && collected.find((item) => comparePositions(item, last) > 0);
      return [
        ...(skipped > 0 ? [{ type: 'skipped', items: collected.slice(0, skipped) } as const] : []),
        ...(truncated ? [gap('tooManyPages', last, collected[0])] : []),
        ...(last && !found && !truncated ? [gap('overlapNotFound', last, firstUnknown)] : []),
        ...pageSignals(world, { items, unreadable }),
        { type: 'caughtUp', places: nextPlaces(places, collected, overlapMs), over },
        ...(over ? [{ type: 'closing', reason: 'ended' } as const] : []),
      ];
    };

    return concat(
      pages(
        read,
        {
          scanDirection: 'BACKWARD',
          sortOrder: 'ASCENDING',
          maxResults: Math.min(pageSize, Math.max(wanted, PLACE_ONLY)),
        },
        maxPages,
      ).pipe(
        tap(collect),
        takeWhile((page) => !isEnough(page)),
        ignoreElements(),
      ),
      defer(() => from(conclude())),
    );
  });

/** What lies before the first known place has been told before it was a place. */
const countBefore = (sorted: ReadonlyArray<Item>, { at }: Position): number => {
  const index = sorted.findIndex((item) => item.at >= at);
  return index < 0 ? sorted.length : index;
};
