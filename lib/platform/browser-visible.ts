import {
  concat,
  defer,
  distinctUntilChanged,
  fromEvent,
  map,
  merge,
  NEVER,
  of,
  startWith,
  type Observable,
} from 'rxjs';

interface Listened {
  readonly addEventListener?: EventTarget['addEventListener'];
  readonly removeEventListener?: EventTarget['removeEventListener'];
}

/** What is used of a page. Workers, React Native and servers have no `document`, and are taken to be visible. */
export interface PageLike extends Listened {
  readonly document?: (Listened & { readonly visibilityState?: string }) | undefined;
}

/** `again`: true though it may have been true before, for the page was not running meanwhile. */
type Sight = 'visible' | 'hidden' | 'again';

/**
 * Whether the page is seen, and so given its time: the present state, then each change. Emits true once more where the
 * platform says that the page comes from its back/forward cache (`pageshow`) or was frozen (`resume`): no change of
 * visibility need come with either. False also when it is being frozen or left.
 *
 * Cold; listens while it is subscribed. Never completes, never errors.
 * https://developer.chrome.com/docs/web-platform/page-lifecycle-api
 */
export const browserVisible = (page: PageLike): Observable<boolean> =>
  defer(() => {
    const { document } = page;
    if (document?.visibilityState === undefined) return concat(of(true), NEVER);
    const present = (): Sight => (document.visibilityState === 'hidden' ? 'hidden' : 'visible');
    const restored = (): Sight => (present() === 'hidden' ? 'hidden' : 'again');
    return merge(
      heard(document, 'visibilitychange').pipe(map(present)),
      heard(document, 'freeze').pipe(map((): Sight => 'hidden')),
      heard(document, 'resume').pipe(map(restored)),
      heard(page, 'pagehide').pipe(map((): Sight => 'hidden')),
      // The first one of a page comes when it has been loaded, and restores nothing.
      heard(page, 'pageshow').pipe(
        map((event) => ('persisted' in event && event.persisted === true ? restored() : present())),
      ),
    ).pipe(
      startWith(present()),
      distinctUntilChanged((before, after) => after !== 'again' && (before === 'hidden') === (after === 'hidden')),
      map((sight) => sight !== 'hidden'),
    );
  });

const heard = (target: Listened, type: string): Observable<Event> =>
  hasEvents(target) ? fromEvent<Event>(target, type) : NEVER;

const hasEvents = (target: Listened): target is Required<Listened> =>
  target.addEventListener !== undefined && target.removeEventListener !== undefined;
