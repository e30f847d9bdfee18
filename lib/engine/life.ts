import { BehaviorSubject, distinctUntilChanged, Subject, Subscription, timer, type Observable } from 'rxjs';
import { asChatError } from '../chat/errors.js';
import type { Dispatch } from './dispatch.js';
import type { Policies } from './policies.js';
import type { Ports } from './ports.js';
import type { Signal } from './signal.js';

/** The signals of a session over all the times that it connects and goes offline. */
export interface Life {
  /** Hot: everybody hears the same signals in the same order. Completes after the last one. */
  readonly signal$: Observable<Signal>;
  /** Whether the session is online. Replays the present value, and changes in the order of the signals. */
  readonly online$: Observable<boolean>;
  readonly isOnline: () => boolean;
  /** Lets everybody hear a signal; offline too. */
  readonly say: (signal: Signal) => void;
  /**
   * Connects if need be, for one owner. The session goes offline `policies.offlineGraceMs` after its last owner has
   * unsubscribed, unless somebody connects again meanwhile. Ends with the session.
   */
  readonly connect: () => Subscription;
  /** Keeps a session online that is online; does nothing for one that is offline. */
  readonly stay: () => Subscription;
}

/** What a life is made of. */
export interface LifeConfig {
  readonly dispatch: Dispatch;
  readonly clock: Ports['clock'];
  readonly policies: Pick<Policies, 'offlineGraceMs'>;
  /** Cold: one subscription is one time online. Hears what is said, but for what `returns` excludes. An error is the end. */
  readonly sources: (signal$: Observable<Signal>) => Observable<Signal>;
  /** Whether the sources hear a signal: the many, items and pages, are none of their business. */
  readonly returns: (signal: Signal) => boolean;
}

const isLast = ({ type }: Signal): boolean => type === 'ended' || type === 'failed';

const beginsEnd = ({ type }: Signal): boolean => type === 'closing' || type === 'left';

/**
 * Lets a session live: online while it has an owner. Who is online when the end begins stays for it, whoever leaves: of
 * what was heard by then, a later connection would learn no more than that it is refused. All that it says and is to do
 * stands in one line, so that nobody hears of a change before everybody has heard of the one before it.
 */
export const createLife = ({ dispatch, clock, policies, sources, returns }: LifeConfig): Life => {
  const heard$ = new Subject<Signal>();
  const returned$ = new Subject<Signal>();
  const online$ = new BehaviorSubject(false);
  const owners = new Set<Subscription>();
  let period: Subscription | undefined;
  let grace: Subscription | undefined;
  let isOver = false;

  const hear = (signal: Signal): void => {
    if (isOver) return;
    isOver = isLast(signal);
    heard$.next(signal);
    if (isOver) return end();
    if (beginsEnd(signal)) stay();
    if (returns(signal)) returned$.next(signal);
  };

  const end = (): void => {
    grace?.unsubscribe();
    period?.unsubscribe();
    period = undefined;
    for (const owner of owners) owner.unsubscribe();
    online$.next(false);
    heard$.complete();
  };

  const goOnline = (): void => {
    if (isOver || period !== undefined || owners.size === 0) return;
    const begun = new Subscription();
    period = begun;
    online$.next(true);
    const hearIfHere = (signal: Signal): void =>
      dispatch(() => {
        // What the sources of an earlier time online still had to say is read again by those of a later one.
        if (period === begun) hear(signal);
      });
    const fail = (thrown: unknown): void => hearIfHere({ type: 'failed', error: asChatError(thrown) });
    begun.add(sources(returned$).subscribe({ next: hearIfHere, error: fail }));
  };

  const goOffline = (): void => {
    if (period === undefined || owners.size > 0) return;
    period.unsubscribe();
    period = undefined;
    online$.next(false);
    hear({ type: 'offline' });
  };

  const leave = (owner: Subscription): void => {
    owners.delete(owner);
    if (isOver || owners.size > 0) return;
    grace?.unsubscribe();
    if (policies.offlineGraceMs === 0) return dispatch(goOffline);
    grace = timer(policies.offlineGraceMs, clock).subscribe(() => dispatch(goOffline));
  };

  const own = (): Subscription => {
    const owner = new Subscription(() => leave(owner));
    if (isOver) owner.unsubscribe();
    else {
      owners.add(owner);
      grace?.unsubscribe();
      dispatch(goOnline);
    }
    return owner;
  };

  const stay = (): Subscription => (period === undefined ? Subscription.EMPTY : own());

  return {
    signal$: heard$.asObservable(),
    online$: online$.pipe(distinctUntilChanged()),
    isOnline: () => period !== undefined,
    say: (signal) => dispatch(() => hear(signal)),
    connect: own,
    stay,
  };
};
