import { inspect } from 'node:util';
import { throwError, type Observable } from 'rxjs';
import { InternalError, NetworkError, RequestTimeoutError } from '../../../lib/chat/errors.js';
import { exchange } from '../../../lib/engine/participant/exchange.js';
import type { HttpEvent, HttpRequest } from '../../../lib/engine/ports.js';
import { sleepingClock } from '../../support/sleeping-clock.js';
import { marbles } from '../../support/marbles.js';

const REQUEST: HttpRequest = { method: 'GET', url: 'https://a', headers: {}, maxResponseBytes: 1 };
const EVENTS: Readonly<Record<string, HttpEvent>> = {
  s: { type: 'sent', bytes: 1 },
  r: { type: 'response', status: 500, headers: {}, body: '' },
};
const network = new NetworkError({ operation: 'SendMessage' });
const timedOut = new RequestTimeoutError({ operation: 'SendMessage' });

describe('exchange', () => {
  it('gives the answer, whatever its status, and lets go of the request', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const http$ = cold('    -s-r--|', EVENTS);
      const subs = '          ^--!';
      const expected = '      ---(r|)';
      expectObservable(exchange({ http: () => http$, clock }, 'SendMessage', REQUEST, 9)).toBe(expected, EVENTS);
      expectSubscriptions(http$.subscriptions).toBe(subs);
    });
  });

  it('errors when there is no answer in time, progress or not, and aborts', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const http$ = cold('    -s-s-s-s-s', EVENTS);
      const subs = '          ^-----!';
      const expected = '      ------#';
      expectObservable(exchange({ http: () => http$, clock }, 'SendMessage', REQUEST, 6)).toBe(
        expected,
        undefined,
        timedOut,
      );
      expectSubscriptions(http$.subscriptions).toBe(subs);
    });
  });

  it('gives a little more time where its timer is late: the answer may have come while the process slept', () => {
    marbles(({ cold, expectObservable }, clock) => {
      const asleep = sleepingClock(clock, 6, 600_000);
      const within = (http$: Observable<HttpEvent>): Observable<unknown> =>
        exchange({ http: () => http$, clock: asleep }, 'SendMessage', REQUEST, 6);
      expectObservable(within(cold('--------r', EVENTS))).toBe('--------(r|)', EVENTS);
      expectObservable(within(cold('-s', EVENTS))).toBe('------------#', undefined, timedOut);
    });
  });

  it.each([
    ['errors', '-#', '-#'],
    ['completes without an answer', '-s|', '--#'],
  ])('errors with a NetworkError when the port %s', (_, source, expected) => {
    marbles(({ cold, expectObservable }, clock) => {
      const http$ = cold(source, EVENTS, new NetworkError({ cause: new Error('https://a?secret') }));
      expectObservable(exchange({ http: () => http$, clock }, 'SendMessage', REQUEST, 9)).toBe(
        expected,
        undefined,
        network,
      );
    });
  });

  it('keeps of what the port says only the kind of failure', () => {
    marbles(({ expectObservable }, clock) => {
      const http = (): Observable<never> =>
        throwError(() => new NetworkError({ kind: 'dns', cause: new Error('https://a?secret') }));
      const expected = new NetworkError({ operation: 'SendMessage', kind: 'dns' });
      expect(expected.message).toBe('SendMessage: the network failed (dns)');
      expectObservable(exchange({ http, clock }, 'SendMessage', REQUEST, 9)).toBe('#', undefined, expected);
    });
  });

  it.each<[string, () => Observable<never>]>([
    [
      'throws',
      () => {
        throw new TypeError('secret');
      },
    ],
    ['errors with what is no NetworkError', () => throwError(() => new TypeError('secret'))],
    ['has met a bug itself', () => throwError(() => new InternalError(new TypeError('secret')))],
  ])('errors with an InternalError when the port %s, and repeats nothing of it', (_, http) => {
    marbles((__, clock) => {
      const seen: unknown[] = [];
      exchange({ http, clock }, 'SendMessage', REQUEST, 9).subscribe({ error: (error: unknown) => seen.push(error) });
      expect(seen).toEqual([expect.objectContaining({ name: 'InternalError', thrown: 'TypeError' })]);
      expect(inspect(seen, { depth: 9 })).not.toContain('secret');
      expect(inspect(seen, { depth: 9 })).toContain('exchange.spec.ts');
    });
  });

  it('sends nothing before it is subscribed to, and aborts when unsubscribed from', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const http$ = cold('    -----r', EVENTS);
      const unsub = '         --!';
      exchange({ http: () => http$, clock }, 'SendMessage', REQUEST, 9);
      expectObservable(exchange({ http: () => http$, clock }, 'SendMessage', REQUEST, 9), unsub).toBe('---');
      expectSubscriptions(http$.subscriptions).toBe('^-!');
    });
  });
});
