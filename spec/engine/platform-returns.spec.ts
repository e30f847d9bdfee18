import { map, NEVER, of, startWith, throwError } from 'rxjs';
import { createReturns } from '../../lib/engine/platform-returns.js';
import { marbles } from '../support/marbles.js';
import { sleepingClock } from '../support/sleeping-clock.js';

const STATES = { y: true, n: false };

describe('createReturns', () => {
  it('emits when a state has become true again, and not for the present one', () => {
    marbles(({ hot, expectObservable }, clock) => {
      const online = hot(' -n--y', STATES).pipe(startWith(true));
      const visible = hot('--n-- 9s y', STATES).pipe(startWith(false));
      const return$ = createReturns(clock, online, visible).pipe(map(() => 'r'));
      expectObservable(return$).toBe('----r 9s r');
    });
  });

  it('says nothing of a port that cannot tell', () => {
    marbles(({ hot, expectObservable }, clock) => {
      const broken = throwError(() => new Error('no such API'));
      const return$ = createReturns(clock, broken, of(true), NEVER, hot('-y-y', STATES));
      expectObservable(return$.pipe(map(() => 'r'))).toBe('---r');
    });
  });

  it('is heard at most once in five seconds, the last of them later', () => {
    marbles(({ hot, expectObservable }, clock) => {
      const visible = hot('1s y 999ms y 999ms y 8s y', STATES).pipe(startWith(true));
      expectObservable(createReturns(clock, visible).pipe(map(() => 'r'))).toBe('1s r 4999ms r 5s r');
    });
  });

  it('waits no longer than that where the clock was set back', () => {
    marbles(({ hot, expectObservable }, clock) => {
      const setBack = sleepingClock(clock, 1_500, -3_600_000);
      const visible = hot('1s y 999ms y', STATES).pipe(startWith(true));
      expectObservable(createReturns(setBack, visible).pipe(map(() => 'r'))).toBe('1s r 5999ms r');
    });
  });
});
