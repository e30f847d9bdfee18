import {
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  map,
  of,
  switchMap,
  take,
  takeWhile,
  tap,
  type Observable,
} from 'rxjs';
import { isTransient } from '../../chat/errors.js';
import type { Item } from '../../chat/item.js';
import { byTime } from '../../chat/position.js';
import { authorized } from '../authorized.js';
import type { Checkpoint } from '../checkpoint.js';
import { getTranscript } from '../participant/get-transcript.js';
import { persist } from '../persist.js';
import { isSignal } from '../signal.js';
import { pages, type Page } from '../sources/pages.js';
import type { ReadPage } from '../sources/read-page.js';
import type { World } from '../world.js';

/**
 * Reads what earlier sessions have shown, so that the transcript of a resumed one shows it too, as far back as
 * `policies.restore` says: from the newest end, and no further than to where the first of them began, or into past
 * contacts. Only what was emitted before is entered, also where it has been forgotten since; the rest is for the
 * backfill to find and to emit as events.
 *
 * Cold: reads while the session is online, once in its life. Has the least urgency of all, and holds nothing back.
 * Emits nothing and never errors: what cannot be read, because the chat has ended, stays unread.
 */
export const createRestore = (world: World, resumedFrom: Checkpoint | undefined): Observable<never> => {
  const { ports, policies, say } = world;
  const { restore, maxRememberedItems, pageSize, maxPages } = policies;
  const most = Math.min(maxRememberedItems, restore === 'all' ? Infinity : restore === 'none' ? 0 : restore.mostRecent);
  // What comes behind this place, the backfill reads.
  const start = resumedFrom?.standing.places?.[0];
  const since = resumedFrom?.since ?? -Infinity;
  // What is not later than this counts as emitted, and no reading enters it.
  const forgottenAt = resumedFrom?.forgotten?.at ?? -Infinity;
  const marked = new Set(resumedFrom?.told.map(({ id }) => id));
  let done = start === undefined || most === 0 || start.at < since;

  const wasEmitted = ({ id, at }: Item): boolean =>
    start !== undefined &&
    at >= since &&
    (at < start.at || at <= forgottenAt || (at === start.at && (id === start.id || marked.has(id))));

  const reading$ = defer(() => {
    let room = most;
    /** The beginning of the page before, which is the next one in the chat: a millisecond may reach into both. */
    let next: ReadonlyArray<Item> = [];

    /** Takes in a page, and gives whether it is enough. */
    const enter = ({ items, unreadable }: Page): boolean => {
      for (const { problems } of unreadable) {
        say({ type: 'diagnostic', diagnostic: { type: 'unreadableItem', at: ports.clock.now(), problems } });
      }
      const current = items.filter(({ past }) => past !== true).sort(byTime);
      const emitted = current.slice(-room).filter(wasEmitted);
      const [first] = current;
      const goesOn = emitted.at(-1)?.at === next[0]?.at;
      if (emitted.length > 0) say({ type: 'restored', items: goesOn ? [...emitted, ...next] : emitted });
      next = emitted.filter(({ at }) => at === first?.at);
      room -= current.length;
      return room <= 0 || current.length < items.length || (first !== undefined && first.at < since);
    };
    return pages(
      readLast(world),
      { scanDirection: 'BACKWARD', sortOrder: 'ASCENDING', maxResults: pageSize },
      maxPages,
    ).pipe(
      map(enter),
      takeWhile((isEnough) => !isEnough),
      ignoreElements(),
    );
  });

  return defer(() =>
    done
      ? EMPTY
      : world.online$.pipe(
          // switchMap: offline means that nothing leaves.
          switchMap((isOnline) => (isOnline ? concat(isUp(world), reading$, of(true)) : EMPTY)),
          take(1),
          catchError(() => of(true)),
          tap(() => (done = true)),
          ignoreElements(),
        ),
  );
};

/** Completes when the session receives, or has read the transcript without. */
const isUp = ({ isLive, signal$ }: Pick<World, 'isLive' | 'signal$'>): Observable<never> =>
  defer(() => (isLive() ? EMPTY : signal$.pipe(filter(isSignal('subscribed', 'caughtUp')), take(1), ignoreElements())));

const readLast =
  (world: World): ReadPage =>
  (input) =>
    persist(
      world,
      'GetTranscript',
      authorized(world, (connectionToken) => getTranscript(world.call, connectionToken, input, 'restore', 1)),
      ({ error }) => {
        if (!isTransient(error)) throw error;
        return EMPTY;
      },
    );
