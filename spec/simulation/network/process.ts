import { BehaviorSubject, Observable } from 'rxjs';
import type { Ports } from '../../../lib/engine/ports.js';
import { EPOCH } from '../epoch.js';
import type { Random } from '../random.js';
import type { Remains } from '../life-record.js';
import type { Owner } from '../virtual-time.js';
import { exchange, type InFlight } from './exchange.js';
import { openLink, type Link } from './link.js';
import type { NetworkConfig } from './network.js';
import { createProcessClock } from './process-clock.js';

/** A process that an engine lives in: all that the engine knows of the world comes through its ports. */
export interface Process {
  readonly ports: Ports;
  /** Sockets, the newest last. */
  readonly links: () => ReadonlyArray<Link>;
  readonly remains: () => Remains;
  /** Sets its clock. */
  readonly jump: (ms: number) => void;
  /** Freezes it: whatever is due meanwhile happens at once when it wakes. */
  readonly sleep: (ms: number) => void;
  readonly setOnline: (isOnline: boolean) => void;
  /** Hides it, so that its timers run at whole minutes only, or shows it again. */
  readonly setVisible: (isVisible: boolean) => void;
  /** Runs something in it: when it is awake, and not at all when it is dead. */
  readonly run: (what: () => void) => void;
  /** Ends it, with everything that it has. */
  readonly kill: () => void;
}

export const createProcess = (config: NetworkConfig, random: Random, number: number, offsetMs: number): Process => {
  const { time } = config;
  const links = new Set<Link>();
  const inFlight: InFlight = { count: 0 };
  const online$ = new BehaviorSubject(true);
  const visible$ = new BehaviorSubject(true);
  let isAlive = true;
  let asleepUntil = 0;
  let offset = offsetMs;
  let sockets = 0;
  let ids = 0;
  let platformSubscriptions = 0;

  const owner: Owner = { isAlive: () => isAlive, asleepUntil: () => asleepUntil };
  const { clock, pending, setThrottled } = createProcessClock(time, owner, () => EPOCH + time.now() + offset);

  const run = (what: () => void): void => {
    if (asleepUntil > time.now()) time.after(0, what, owner);
    else if (isAlive) what();
  };

  return {
    ports: {
      clock,
      random: random.next,
      newId: () => `id-${number}-${(ids += 1)}`,
      online$: new Observable((subscriber) => {
        platformSubscriptions += 1;
        subscriber.add(() => (platformSubscriptions -= 1));
        return online$.subscribe(subscriber);
      }),
      visible$: new Observable((subscriber) => {
        platformSubscriptions += 1;
        subscriber.add(() => (platformSubscriptions -= 1));
        return visible$.subscribe(subscriber);
      }),
      http: (request) => exchange(config, owner, inFlight, request),
      openSocket: (url) =>
        new Observable((subscriber) => {
          sockets += 1;
          const link = openLink(config, owner, number * 100_000 + sockets, url, subscriber);
          links.add(link);
          return () => {
            links.delete(link);
            link.leave();
          };
        }),
    },
    links: () => [...links],
    remains: () => ({
      timers: pending(),
      sockets: links.size,
      requests: inFlight.count,
      subscriptions: platformSubscriptions,
    }),
    jump: (ms) => (offset += ms),
    sleep: (ms) => (asleepUntil = Math.max(asleepUntil, time.now() + ms)),
    setVisible: (isVisible) =>
      run(() => {
        if (visible$.value === isVisible) return;
        config.note({ type: 'visible', isVisible });
        setThrottled(!isVisible);
        visible$.next(isVisible);
      }),
    setOnline: (isOnline) => {
      if (isAlive) online$.next(isOnline);
    },
    run,
    kill: () => {
      isAlive = false;
      links.forEach((link) => link.leave());
    },
  };
};
