import {
  catchError,
  concat,
  defer,
  EMPTY,
  expand,
  filter,
  ignoreElements,
  map,
  of,
  take,
  takeLast,
  throwError,
  type Observable,
} from 'rxjs';
import { ValidationError } from '../../chat/errors.js';
import type { ChatEvent, Position } from '../../chat/event.js';
import { learn, type RecordItem } from '../../chat/known.js';
import { byTime } from '../../chat/position.js';
import { tell } from '../../chat/tell.js';
import { checkInteger } from '../../protocol/check-integer.js';
import { authorized } from '../authorized.js';
import { getTranscript, type TranscriptPage } from '../participant/get-transcript.js';
import { oddItem } from '../odd-item.js';
import { isSignal } from '../signal.js';
import type { World } from '../world.js';
import { earliestTold } from './earliest-told.js';
import { createTurns } from './turns.js';

/** A part of the chat that lies before all that was known. */
export interface HistoryPage {
  /** Oldest first. Each item once, in the state that the transcript holds it in; receipts are not told apart. */
  readonly items: ReadonlyArray<ChatEvent>;
  /** Whether there is nothing before these. */
  readonly done: boolean;
}

/**
 * Creates the history effect of one session: reads up to `count` items older than all that the session, and those that it
 * resumes, have emitted, past contacts of a persistent chat included, and goes on from there with the next call. What
 * is yet to be emitted as an event is left out. It begins when the session has read the transcript for the first time,
 * because only then it is known what is older.
 *
 * Cold: emits one page and completes; calls take turns. `count` is checked at the call, which throws an
 * `InvalidArgumentError`. Unsubscribing aborts, and the next call goes on from where this one was. Errors with what
 * the service refuses the transcript for. Reads no more than `policies.maxPages` in one call; a page with fewer than
 * `count` items, even with none, is the last one only when it says `done`. A call after that looks again, because
 * past contacts come into the transcript when the service has restored them.
 */
export const createHistory = (world: World): ((count: number) => Observable<HistoryPage>) => {
  const { ports, policies, ledger, contactId, say } = world;
  const inTurn = createTurns();
  /** All that has been told, here or by the events, is not before this. */
  let edge: Position | undefined;
  /** Read beyond what was asked for; in order. */
  let unread: ReadonlyArray<RecordItem> = [];
  let nextToken: string | undefined;
  let exhausted = false;

  /** Where the next reading begins, if not with the chat: what it will find that is not known, becomes an event. */
  let start: Position | undefined;

  /** Of the edge and the start, what has been seen on the way back from the newest end. */
  const passed = new Set<string>();

  /** Within a millisecond the pages decide: what they do not show before a place is not before it. */
  const isBefore = ({ at }: RecordItem, place: Position): boolean =>
    at === place.at ? passed.has(place.id) : at < place.at;

  /** What is known, or may have been forgotten, a reading takes for emitted. */
  const isAwaited = (item: RecordItem): boolean =>
    item.past !== true &&
    (start === undefined || !isBefore(item, start)) &&
    !ledger.knows(item.id) &&
    item.at > (ledger.forgotten()?.at ?? -Infinity);

  const isEarlier = (item: RecordItem): boolean => {
    if (edge === undefined) return item.past === true;
    return isBefore(item, edge) && !ledger.shows(item.id) && !isAwaited(item);
  };

  const takeIn = (page: TranscriptPage): void => {
    for (const { problems } of page.unreadable) {
      say({ type: 'diagnostic', diagnostic: { type: 'unreadableItem', at: ports.clock.now(), problems } });
    }
    const known = new Set(unread.map(({ id }) => id));
    for (const item of page.items) {
      const diagnostic = known.has(item.id) ? undefined : oddItem(world, item);
      if (diagnostic !== undefined) say({ type: 'diagnostic', diagnostic });
    }
    // A page may begin with what the one before has shown.
    for (const { id } of page.items) passed.delete(id);
    const earlier: RecordItem[] = [];
    for (const item of [...page.items].reverse()) {
      if (item.type !== 'receipt' && isEarlier(item)) earlier.unshift(item);
      if (item.id === edge?.id || item.id === start?.id) passed.add(item.id);
    }
    const ids = new Set(earlier.map(({ id }) => id));
    unread = [...earlier, ...unread.filter(({ id }) => !ids.has(id))].sort(byTime);
    // A page that names itself as the next one would be read for ever.
    exhausted = page.nextToken === undefined || page.nextToken === nextToken;
    nextToken = page.nextToken;
  };

  const restart = (): void => {
    unread = [];
    nextToken = undefined;
    exhausted = false;
    passed.clear();
  };

  const handOut = (count: number): HistoryPage => {
    unread = unread.filter(({ id }) => !ledger.shows(id));
    const items = unread.slice(-count);
    unread = unread.slice(0, -count);
    const [first] = items;
    items.forEach(ledger.enterSilently);
    if (first !== undefined) {
      ledger.learnOrder(edge === undefined ? items : [...items, edge], false);
      edge = first;
      passed.add(first.id);
    }
    const done = exhausted && unread.length === 0;
    if (done) restart();
    return { items: items.map((item) => tell(learn(item, 'backfill'), contactId)), done };
  };

  const load = (count: number): Observable<HistoryPage> =>
    defer(() => {
      let pages = 0;
      let hasRestarted = false;
      edge ??= earliestTold(world);
      if (nextToken === undefined) start = world.standing().places?.[0];

      const isEnough = (): boolean => exhausted || unread.length >= count || pages >= policies.maxPages;
      const input = { scanDirection: 'BACKWARD', sortOrder: 'ASCENDING', maxResults: policies.pageSize } as const;
      const step$ = defer(() => {
        pages += 1;
        const asked = { ...input, ...(nextToken !== undefined && { nextToken }) };
        return authorized(world, (connectionToken) => getTranscript(world.call, connectionToken, asked)).pipe(
          map(takeIn),
          catchError((error: unknown) => {
            if (asked.nextToken === undefined || hasRestarted || !(error instanceof ValidationError)) {
              return throwError(() => error);
            }
            hasRestarted = true;
            restart();
            return of(undefined);
          }),
        );
      });

      return of(undefined).pipe(
        // expand: one page after another, each by the token of the one before.
        expand(() => (isEnough() ? EMPTY : step$)),
        takeLast(1),
        map(() => handOut(count)),
      );
    });

  return (count) => {
    checkInteger('count', count, 1, Number.MAX_SAFE_INTEGER);
    return inTurn(concat(firstLook(world), load(count)));
  };
};

/** Completes when the session has read the transcript for the first time, or will not. */
const firstLook = ({ standing, signal$ }: Pick<World, 'standing' | 'signal$'>): Observable<never> =>
  defer(() =>
    standing().places === undefined ? signal$.pipe(filter(isSignal('caughtUp')), take(1), ignoreElements()) : EMPTY,
  );
