import { concat, defer, EMPTY, NEVER, of, throwError, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { NetworkError, ServiceError, ThrottledError } from '../../lib/chat/errors.js';
import { persist, type Wait } from '../../lib/engine/persist.js';
import { DEFAULT_POLICIES } from '../../lib/engine/policies.js';
import type { Signal } from '../../lib/engine/signal.js';
import type { World } from '../../lib/engine/world.js';
import { marbles } from '../support/marbles.js';
import { fakeWorld } from './effects/fake-world.js';

const ANYTHING = 'GetTranscript';
const failure = new NetworkError();

/** A world that waits 10 ms after the first failure, 20 after the second, 40 from the third on. */
const setup = (
  clock: TestScheduler,
  online$: Observable<boolean> = NEVER,
): { readonly world: World; readonly said: ReadonlyArray<Signal> } => {
  const policies = { ...DEFAULT_POLICIES, backoffBaseMs: 20, backoffCapMs: 80 };
  const { world, said } = fakeWorld(clock, {}, { policies });
  return { world: { ...world, ports: { ...world.ports, random: () => 0.5, online$ } }, said };
};

/** The first attempt, the second … each begun when the one before has failed. */
const inTurn = <T>(...attempts: ReadonlyArray<Observable<T>>): Observable<T> => {
  let count = 0;
  return defer(() => attempts[count++] ?? NEVER);
};

const silently = (): Observable<never> => EMPTY;
const waits = ({ attempt, delayMs }: Wait): Observable<string> => of(`${attempt}: ${delayMs}`);

describe('persist', () => {
  it('is one attempt where that completes', () => {
    marbles(({ cold, expectObservable, expectSubscriptions, flush }, clock) => {
      const { world, said } = setup(clock);
      const attempt = cold('                                                        -a-b|');
      expectObservable(persist(world, ANYTHING, attempt, silently)).toBe('          -a-b|');
      expectSubscriptions(attempt.subscriptions).toBe('                             ^---!');
      expectObservable(persist(world, ANYTHING, cold('-|'), silently)).toBe('       -|');
      expectObservable(persist(world, ANYTHING, EMPTY, silently)).toBe('            |');
      flush();
      expect(said).toEqual([]);
    });
  });

  it('attempts again after waits that double up to the cap', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const { world } = setup(clock);
      const attempt = cold('--#', undefined, failure);
      const wait = { a: '1: 10', b: '2: 20', c: '3: 40', d: '4: 40' };
      expectObservable(persist(world, ANYTHING, attempt, waits), '120ms !').toBe('--a 11ms b 21ms c 41ms d', wait);
      expectSubscriptions(attempt.subscriptions).toBe([
        '        ^-!',
        '12ms    ^-!',
        '34ms    ^-!',
        '76ms    ^-!',
        '118ms   ^-!',
      ]);
    });
  });

  it('completes with the attempt that does', () => {
    marbles(({ cold, expectObservable }, clock) => {
      const { world } = setup(clock);
      const attempt$ = inTurn(cold('a-#', undefined, failure), cold('b-|'));
      expectObservable(persist(world, ANYTHING, attempt$, silently)).toBe('a 11ms b-|');
    });
  });

  it('waits for as long as the service asks', () => {
    marbles(({ cold, expectObservable }, clock) => {
      const { world } = setup(clock);
      const throttled = cold('#', undefined, new ThrottledError({ retryAfterMs: 2_000 }));
      const unwell = cold('#', undefined, new ServiceError({ retryAfterMs: 3_000 }));
      expectObservable(persist(world, ANYTHING, inTurn(throttled, unwell, of('a')), silently)).toBe('5000ms (a|)');
    });
  });

  it('waits no shorter than its own backoff because of that', () => {
    marbles(({ cold, expectObservable }, clock) => {
      const { world } = setup(clock);
      const throttled = cold('#', undefined, new ThrottledError({ retryAfterMs: 3 }));
      expectObservable(persist(world, ANYTHING, inTurn(throttled, of('a')), silently)).toBe('10ms (a|)');
    });
  });

  it('waits no longer than 15 minutes whatever the service asks', () => {
    marbles(({ cold, expectObservable }, clock) => {
      const { world } = setup(clock);
      const throttled = cold('#', undefined, new ThrottledError({ retryAfterMs: 9_000_000 }));
      expectObservable(persist(world, ANYTHING, inTurn(throttled, of('a')), silently)).toBe('900s (a|)');
    });
  });

  it('waits no longer than until the platform is back online', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }, clock) => {
      const online = cold('                                 y-n-y', { y: true, n: false });
      const { world } = setup(clock, online);
      const attempt$ = inTurn(cold('                -#', undefined, failure), cold('a|'));
      expectObservable(persist(world, ANYTHING, attempt$, silently)).toBe('-----a|');
      expectSubscriptions(online.subscriptions).toBe('      -^---!');
      expectObservable(hot('-')).toBe('');
    });
  });

  it('waits no longer than until the page is in sight again', () => {
    marbles(({ cold, expectObservable }, clock) => {
      const { world } = setup(clock);
      const visible$ = cold('                       y-n-y', { y: true, n: false });
      const attempt$ = inTurn(cold('                -#', undefined, failure), cold('a|'));
      const seen = { ...world, ports: { ...world.ports, visible$ } };
      expectObservable(persist(seen, ANYTHING, attempt$, silently)).toBe('-----a|');
    });
  });

  it('does not hurry whenever somebody turns from page to page', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }, clock) => {
      const { world } = setup(clock);
      const visible$ = concat(of(true), hot('500ms y 499ms y 499ms y 499ms y 499ms y 2999ms y', { y: true }));
      const slow = { ...world, ports: { ...world.ports, visible$ } };
      const patient = { ...slow, policies: { ...slow.policies, backoffBaseMs: 60_000, backoffCapMs: 60_000 } };
      const attempt = cold('#', undefined, failure);
      expectObservable(persist(patient, ANYTHING, attempt, silently), '9s !');
      expectSubscriptions(attempt.subscriptions).toBe(['(^!)', '500ms (^!)', '5500ms (^!)']);
    });
  });

  it('takes the present state of the platform for no news', () => {
    marbles(({ expectObservable }, clock) => {
      const { world } = setup(clock, concat(of(true), NEVER));
      const attempt$ = inTurn(
        throwError(() => failure),
        of('a'),
      );
      expectObservable(persist(world, ANYTHING, attempt$, silently)).toBe('10ms (a|)');
    });
  });

  it('waits its time on a platform that says nothing more', () => {
    marbles(({ expectObservable }, clock) => {
      for (const online$ of [EMPTY, of(true), of(false), NEVER]) {
        const { world } = setup(clock, online$);
        const attempt$ = inTurn(
          throwError(() => failure),
          of('a'),
        );
        expectObservable(persist(world, ANYTHING, attempt$, silently)).toBe('10ms (a|)');
      }
    });
  });

  it('errors when told that waiting is of no use', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const { world, said } = setup(clock);
      const attempt = cold('                        a-#', undefined, failure);
      const result$ = persist(world, ANYTHING, attempt, ({ error }) => {
        throw error;
      });
      expectObservable(result$).toBe('              a-#', undefined, failure);
      flush();
      expect(said).toEqual([]);
    });
  });

  it('says each wait', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const { world, said } = setup(clock);
      const attempt$ = inTurn(cold('--#', undefined, failure), cold('#', undefined, failure), of('a'));
      expectObservable(persist(world, ANYTHING, attempt$, silently)).toBe('32ms (a|)');
      flush();
      const common = { type: 'retrying', operation: ANYTHING, error: failure };
      expect(said).toEqual([
        { type: 'diagnostic', diagnostic: { ...common, at: 2, attempt: 1, delayMs: 10 } },
        { type: 'diagnostic', diagnostic: { ...common, at: 12, attempt: 2, delayMs: 20 } },
      ]);
    });
  });

  it('counts anew with each subscription', () => {
    marbles(({ cold, expectObservable }, clock) => {
      const { world } = setup(clock);
      const persisted$ = persist(world, ANYTHING, cold('#', undefined, failure), waits);
      expectObservable(persisted$, '^--!').toBe('   a', { a: '1: 10' });
      expectObservable(persisted$, '-----^--!').toBe('-----a', { a: '1: 10' });
    });
  });

  it('never ends while an attempt does not', () => {
    marbles(({ expectObservable }, clock) => {
      expectObservable(persist(setup(clock).world, ANYTHING, NEVER, silently)).toBe('');
    });
  });

  it('ends attempt and wait when unsubscribed', () => {
    marbles(({ cold, expectObservable, expectSubscriptions, flush }, clock) => {
      const online = cold<boolean>('-');
      const { world } = setup(clock, online);
      const attempt = cold('                                            ---#', undefined, failure);
      expectObservable(persist(world, ANYTHING, attempt, silently), '   --!').toBe('');
      expectObservable(persist(world, ANYTHING, attempt, silently), '   -----!').toBe('');
      expectSubscriptions(attempt.subscriptions).toBe(['                ^-!', '^--!']);
      expectSubscriptions(online.subscriptions).toBe('                  ---^-!');
      flush();
      expect(clock.actions.filter(({ closed }) => !closed)).toEqual([]);
    });
  });

  it('outlives a platform that cannot say whether it is online', () => {
    marbles(({ expectObservable }, clock) => {
      const { world } = setup(
        clock,
        throwError(() => new Error('no such API')),
      );
      const attempt$ = inTurn(
        throwError(() => failure),
        of('a'),
      );
      expectObservable(persist(world, ANYTHING, attempt$, silently)).toBe('10ms (a|)');
    });
  });
});
