import * as fc from 'fast-check';
import {
  delay,
  merge,
  Observable,
  of,
  Subject,
  VirtualTimeScheduler,
  type SchedulerAction,
  type SchedulerLike,
  type Subscription,
} from 'rxjs';
import { InvalidArgumentError, NetworkError } from '../../lib/chat/errors.js';
import { createEngine } from '../../lib/engine/create-engine.js';
import { DEFAULT_POLICIES, enginePolicies } from '../../lib/engine/policies.js';
import type { HttpEvent, Ports } from '../../lib/engine/ports.js';
import { frames, obedient } from '../support/fake-socket.js';
import { message } from '../support/items.js';
import { admission, transcriptPage } from '../support/wire.js';

const MINUTE_MS = 60_000;
const LATENCY_MS = 4;

/** What all operations together may be called in a minute by the default rates. */
const MOST_CALLS = 1_500;

/** What a session calls in a quiet minute, several times over. */
const QUIET_CALLS = 40;

/** What is done again and again by design, as often as these say. */
const PERIODS = ['heartbeatMs', 'refreshAfterMs', 'auditMs'];

interface Service extends Ports {
  /** Test control: requests so far. */
  readonly calls: () => number;
}

/**
 * A service a moment away, healthy or failing at every second call. Refuses to be asked without end, lest a spin never
 * come back.
 */
const serviceOn = (clock: SchedulerLike, isFlaky: boolean): Service => {
  let calls = 0;
  const pushed$ = new Subject<string>();
  const answer = (path: string): unknown => {
    switch (path) {
      case '/participant/connection':
        return admission('1', clock.now() + 60 * MINUTE_MS, clock.now() + 24 * 60 * MINUTE_MS);
      case '/participant/transcript':
        return transcriptPage([message('a', 0), message('b', 1)]);
      default:
        of(frames.message('sent'))
          .pipe(delay(5, clock))
          .subscribe((frame) => pushed$.next(frame));
        return { Id: 'sent', AbsoluteTime: '2026-03-02T10:15:10.370Z' };
    }
  };
  return {
    clock,
    random: () => (isFlaky ? 0 : 0.5),
    newId: () => `id ${calls}`,
    online$: merge(of(true), new Subject<boolean>()),
    visible$: merge(of(true), new Subject<boolean>()),
    calls: () => calls,
    http: ({ url }) => {
      calls += 1;
      if (calls > 10 * MOST_CALLS) throw new NetworkError();
      const status = isFlaky && calls % 2 === 1 ? 500 : 200;
      const body = status === 500 ? '{}' : JSON.stringify(answer(new URL(url).pathname));
      return of<HttpEvent>({ type: 'response', status, headers: {}, body }).pipe(delay(LATENCY_MS, clock));
    },
    openSocket: () =>
      new Observable((subscriber) => {
        const frame$ = new Subject<string>();
        const send = (text: string): void => {
          subscriber.add(
            obedient(text)
              .pipe(delay(LATENCY_MS, clock))
              .subscribe((reply) => frame$.next(reply)),
          );
        };
        subscriber.add(pushed$.subscribe(frame$));
        subscriber.add(
          of({ frame$, send })
            .pipe(delay(LATENCY_MS, clock))
            .subscribe((socket) => subscriber.next(socket)),
        );
      }),
  };
};

interface Life {
  /** The field that the policies were refused for. */
  readonly refused?: string;
  readonly seen: ReadonlyArray<string>;
  readonly calls: number;
  /** The longest wait that the clock was asked for. */
  readonly longestMs: number;
}

/** Notes for how long it is asked to wait. */
class NotedClock extends VirtualTimeScheduler {
  longestMs = 0;
  override schedule<T>(work: (this: SchedulerAction<T>, state?: T) => void, delayMs = 0, state?: T): Subscription {
    // Not a number is as bad as too much.
    this.longestMs = delayMs <= this.longestMs ? this.longestMs : delayMs;
    return super.schedule(work, delayMs, state);
  }
}

/** A minute of a session that sends one message. */
const live = (policies: unknown, isFlaky = false): Life => {
  const clock = new NotedClock(undefined, MINUTE_MS);
  const service = serviceOn(clock, isFlaky);
  const seen: string[] = [];
  try {
    // As a caller without types would.
    const session = createEngine(service, { endpoint: 'https://service.test', policies: policies as never }).session({
      contactId: 'contact',
      participantToken: 'participant token',
      participantId: 'self',
    });
    session.status$.subscribe(({ type }) => seen.push(type));
    session.transcript$.subscribe(({ items }) => items.length > 0 && seen.push('transcript'));
    session.send('h').subscribe({ next: ({ type }) => seen.push(type), error: () => seen.push('refused') });
    session.connect();
    clock.flush();
    return { seen, calls: service.calls(), longestMs: clock.longestMs };
  } catch (error) {
    if (error instanceof InvalidArgumentError) return { refused: error.field, seen, calls: 0, longestMs: 0 };
    throw error;
  }
};

const { rates: RATES, ...OF_SESSION } = DEFAULT_POLICIES;
const NAMES = Object.keys(OF_SESSION).filter((name) => name !== 'history' && name !== 'restore');

/** Both ends of the range of a policy, as its refusal states them, and what means something of its own. */
const endsOf = (name: string): ReadonlyArray<number> => {
  try {
    enginePolicies({ [name]: NaN });
    return [];
  } catch (error) {
    const [, least, most, exception] = / from (\d+) to (\d+)(?:, or (\w+))?$/.exec(String(error)) ?? [];
    return [least, most, exception].flatMap((text) => (text === undefined ? [] : [Number(text)]));
  }
};

const odd = fc.oneof(
  fc.constantFrom<unknown>(0, 1, -1, 0.1, NaN, Infinity, -Infinity, 2 ** 31 - 1, 2 ** 31, 1e15, '5s', null, undefined),
  fc.integer({ min: -1_000, max: 100_000 }),
  fc.double(),
  fc.anything(),
);

const trustsNoToken = (policies: unknown): boolean =>
  typeof policies === 'object' && policies !== null && 'clientTokenMs' in policies && policies.clientTokenMs === 0;

const expectLife = (policies: unknown, names: ReadonlyArray<string>, isFlaky = false): void => {
  const { refused, seen, calls, longestMs } = live(policies, isFlaky);
  if (refused !== undefined) return expect(names.some((name) => refused.startsWith(`policies.${name}`))).toBe(true);
  // Where no ClientToken is trusted, what may have arrived is not posted again.
  const outcome = isFlaky && trustsNoToken(policies) && !seen.includes('sent') ? 'refused' : 'sent';
  expect(seen).toEqual(expect.arrayContaining(['live', outcome, 'transcript']));
  expect(calls).toBeLessThan(names.some((name) => PERIODS.includes(name)) ? MOST_CALLS : QUIET_CALLS);
  expect(longestMs).toBeLessThan(2 ** 31);
};

describe('whatever the policies are', () => {
  it('one of them is refused by name, or the session lives and neither spins nor hangs', () =>
    fc.assert(
      fc.property(fc.constantFrom(...NAMES, 'history', 'restore', 'hartbeatMs'), odd, (name, value) =>
        expectLife({ [name]: value }, [name]),
      ),
      { numRuns: 200 },
    ));

  it.each(NAMES)('a session lives with either end of %s', (name) => {
    const ends = endsOf(name);
    expect(ends.length).toBeGreaterThanOrEqual(2);
    for (const value of ends) {
      const life = live({ [name]: value });
      expect({ value, ...life }).not.toHaveProperty('refused');
      expectLife({ [name]: value }, [name]);
    }
  });

  it.each([false, true])('a session lives with any ends together, with a service that is flaky: %p', (isFlaky) => {
    const ends = Object.fromEntries(NAMES.map((name) => [name, fc.constantFrom(...endsOf(name))]));
    fc.assert(
      fc.property(fc.record(ends, { requiredKeys: [] }), (policies) => expectLife(policies, PERIODS, isFlaky)),
      { numRuns: 8 },
    );
  });

  it('an odd rate is refused by name, or lets the session live', () => {
    const odds = fc.record({ perSecond: odd, burst: odd }, { requiredKeys: [] });
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(RATES), 'SendMesage'), fc.oneof(odds, odd), (operation, rate) =>
        expectLife({ rates: { [operation]: rate } }, [`rates.${operation}`]),
      ),
      { numRuns: 200 },
    );
  });

  it('a session lives with the least of all rates', () =>
    expectLife(
      { rates: Object.fromEntries(Object.keys(RATES).map((name) => [name, { perSecond: 0.01, burst: 1 }])) },
      [],
    ));
});
