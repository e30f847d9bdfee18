import { AccessDeniedError, NetworkError, ThrottledError } from '../../../lib/chat/errors.js';
import { retryTransient, type Retry } from '../../../lib/engine/participant/retry-transient.js';
import { marbles } from '../../support/marbles.js';
import type { SchedulerLike } from 'rxjs';
import type { RetryConfig } from '../../../lib/engine/participant/retry-transient.js';

const network = new NetworkError();

const config = (clock: SchedulerLike, attempts: number, retries: Retry[] = []): RetryConfig => ({
  ports: { clock, random: () => 0.5 },
  policies: { backoffBaseMs: 4, backoffCapMs: 6 },
  attempts,
  retrying: (retry) => retries.push(retry),
});

describe('retryTransient', () => {
  it('mirrors a source that succeeds', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const source$ = cold('    --a|');
      const subs = '            ^--!';
      expectObservable(source$.pipe(retryTransient(config(clock, 3)))).toBe('--a|');
      expectSubscriptions(source$.subscriptions).toBe(subs);
    });
  });

  it('waits with jitter that grows to its cap, then gives up with the last error', () => {
    marbles(({ cold, expectObservable, expectSubscriptions, flush }, clock) => {
      const retries: Retry[] = [];
      const source$ = cold('    -#', undefined, network);
      const subs = [
        '                       ^!          ',
        '                       ---^!       ',
        '                       -------^!   ',
        '                       -----------^!',
      ];
      const expected = '        ------------#';
      expectObservable(source$.pipe(retryTransient(config(clock, 4, retries)))).toBe(expected, undefined, network);
      expectSubscriptions(source$.subscriptions).toBe(subs);
      flush();
      expect(retries).toEqual([
        { attempt: 1, delayMs: 2, error: network },
        { attempt: 2, delayMs: 3, error: network },
        { attempt: 3, delayMs: 3, error: network },
      ]);
    });
  });

  it('waits no shorter than the service asks', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const error = new ThrottledError({ retryAfterMs: 7 });
      const source$ = cold('    #', undefined, error);
      const subs = ['(^!)', '-------(^!)'];
      expectObservable(source$.pipe(retryTransient(config(clock, 2)))).toBe('-------#', undefined, error);
      expectSubscriptions(source$.subscriptions).toBe(subs);
    });
  });

  it('waits no longer than a quarter of an hour, whatever a port says', () => {
    marbles(({ cold, expectObservable }, clock) => {
      const error = new ThrottledError({ retryAfterMs: Infinity });
      expectObservable(cold('#', undefined, error).pipe(retryTransient(config(clock, 2)))).toBe(
        '900s #',
        undefined,
        error,
      );
    });
  });

  it('does not retry what is not transient', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const denied = new AccessDeniedError();
      const source$ = cold('    -#', undefined, denied);
      expectObservable(source$.pipe(retryTransient(config(clock, 3)))).toBe('-#', undefined, denied);
      expectSubscriptions(source$.subscriptions).toBe('^!');
    });
  });

  it('does not retry when one attempt is all there is', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const source$ = cold('    -#', undefined, network);
      expectObservable(source$.pipe(retryTransient(config(clock, 1)))).toBe('-#', undefined, network);
      expectSubscriptions(source$.subscriptions).toBe('^!');
    });
  });

  it('stops waiting when it is unsubscribed from', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const source$ = cold('    -#', undefined, network);
      const unsub = '           --!';
      expectObservable(source$.pipe(retryTransient(config(clock, 3))), unsub).toBe('---');
      expectSubscriptions(source$.subscriptions).toBe('^!');
    });
  });
});
