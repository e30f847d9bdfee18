import { concat, defer, from, ignoreElements, map, takeWhile, type Observable } from 'rxjs';
import type { Position } from '../../chat/event.js';
import type { Item } from '../../chat/item.js';
import { byTime } from '../../chat/position.js';
import type { HistoryPolicy } from '../policies.js';
import type { Signal } from '../signal.js';
import type { World } from '../world.js';
import { gap, unreadableSignals } from './gaps.js';
import { nextEnding, NO_ENDING } from './next-ending.js';
import { pages, type Page } from './pages.js';
import { nextPlaces } from './places.js';
import type { ReadPage } from './read-page.js';

/**
 * Reads the transcript from its newest end backwards: on the first connection as far as the history policy asks and
 * the next reading will overlap, later until a known place is found. Stops where a persistent chat goes over into its
 * past contacts.
 *
 * What it reads is told in one page at the end, because the order is only known then.
 */
export const scan = (world: World, read: ReadPage, places: ReadonlyArray<Position> | undefined): Observable<Signal> =>
  defer(() => {
    const { pageSize, maxPages, overlapMs, overlapItems } = world.policies;
    const history: HistoryPolicy = places === undefined ? world.policies.history : 'all';
    const wanted = history === 'all' ? Infinity : history === 'none' ? 0 : history.mostRecent;
    const landmarks = new Set(places?.map(({ id }) => id));
    const start = places?.[0];
    const last = places?.[places.length - 1];
    const unreadable: Signal[] = [];
    /** Page by page, oldest first, each in the service's own order. */
    const collected: ReadonlyArray<Item>[] = [];
    let count = 0;
    let found = false;
    let past = false;
    let truncated = false;
    let cut = false;
    let [earliestAt, latestAt] = [Infinity, -Infinity];

    /** Takes in a page, and tells whether it is enough. */
    const collect = (page: Page): boolean => {
      found ||= page.items.some(({ id }) => landmarks.has(id));
      const current = page.items.filter((item) => item.past !== true);
      past ||= current.length < page.items.length;
      collected.unshift(current);
      count += current.length;
      for (const item of current) {
        earliestAt = Math.min(earliestAt, item.at);
        latestAt = Math.max(latestAt, item.at);
      }
      unreadable.push(...unreadableSignals(world, page));
      truncated ||= page.truncated === true;
      if (past) return true;
      // What is not wanted now may change yet, and the next reading begins before it.
      const isOverlap = count > overlapItems + 1 && latestAt - earliestAt > overlapMs;
      cut = (start !== undefined && earliestAt < start.at) || (count >= wanted && isOverlap);
      return cut;
    };

    const conclude = (): ReadonlyArray<Signal> => {
      const all = collected.flat().sort(byTime);
      const skipped = start ? countBefore(all, start) : Math.max(0, all.length - wanted);
      const items = all.slice(skipped);
      const { over } = nextEnding(NO_ENDING, all, world.contacts.isPresent);
      // Of the earliest millisecond more may stand on the page before: no place is to be there.
      const whole = all.filter(({ at }) => !cut || at > earliestAt);
      const firstUnknown = last && all.find(({ at }) => at > last.at);
      return [
        ...(skipped > 0 ? [{ type: 'skipped', items: all.slice(0, skipped) } as const] : []),
        ...(truncated ? [gap('tooManyPages', last, all[0])] : []),
        ...(last && !found && !truncated ? [gap('overlapNotFound', last, firstUnknown)] : []),
        ...unreadable,
        { type: 'page', items },
        { type: 'caughtUp', places: nextPlaces(places, whole.length > 1 ? whole : all, world.policies), over },
        ...(over ? [{ type: 'closing', reason: 'ended' } as const] : []),
      ];
    };

    return concat(
      pages(read, { scanDirection: 'BACKWARD', sortOrder: 'ASCENDING', maxResults: pageSize }, maxPages).pipe(
        map(collect),
        takeWhile((isEnough) => !isEnough),
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
