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

/** What is used of the browser's window. React Native has neither part, and is taken to be online. */
export interface WindowLike {
  readonly navigator?: { readonly onLine?: boolean } | undefined;
  readonly addEventListener?: EventTarget['addEventListener'];
  readonly removeEventListener?: EventTarget['removeEventListener'];
}

/**
 * Whether the browser believes itself online: the present state, then each change. Cold; listens while it is
 * subscribed. Never completes, never errors.
 */
export const browserOnline = (window: WindowLike): Observable<boolean> =>
  defer(() =>
    window.navigator?.onLine !== undefined && hasEvents(window)
      ? merge(
          fromEvent(window, 'online').pipe(map(() => true)),
          fromEvent(window, 'offline').pipe(map(() => false)),
        ).pipe(startWith(window.navigator.onLine), distinctUntilChanged())
      : concat(of(true), NEVER),
  );

const hasEvents = (
  window: WindowLike,
): window is WindowLike & Pick<EventTarget, 'addEventListener' | 'removeEventListener'> =>
  window.addEventListener !== undefined && window.removeEventListener !== undefined;
