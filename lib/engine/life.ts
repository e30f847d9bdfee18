import {
  BehaviorSubject,
  distinctUntilChanged,
  of,
  Subject,
  Subscription,
  switchMap,
  takeWhile,
  type Observable,
} from 'rxjs';
import type { Signal } from './signal.js';

/** The signals of a session over all the times that it connects and goes offline. */
export interface Life {
  /** Hot: everybody hears the same signals in the same order. Completes after the last one. */
  readonly signal$: Observable<Signal>;
  /** Whether the session is to be online. Replays the present value. */
  readonly wanted$: Observable<boolean>;
  /** Connects if need be; unsubscribing goes offline. */
  readonly connect: () => Subscription;
}

/**
 * Connects signals to whether they are wanted.
 *
 * @param signal$ cold: one subscription is one time online.
 */
export const createLife = (signal$: Observable<Signal>): Life => {
  const wanted$ = new BehaviorSubject(false);
  const heard$ = new Subject<Signal>();
  let online: Subscription | undefined;
  let running: Subscription | undefined;

  const start = (): Subscription =>
    wanted$
      .pipe(
        distinctUntilChanged(),
        // switchMap: going offline ends whatever was going on.
        switchMap((wanted) => (wanted ? signal$ : of<Signal>({ type: 'offline' }))),
        takeWhile(({ type }) => type !== 'ended' && type !== 'failed', true),
      )
      .subscribe(heard$);

  return {
    signal$: heard$.asObservable(),
    wanted$: wanted$.pipe(distinctUntilChanged()),
    connect: () => {
      if (online !== undefined && !online.closed) return online;
      const going = new Subscription(() => wanted$.next(false));
      online = going;
      wanted$.next(true);
      running ??= start();
      return going;
    },
  };
};
