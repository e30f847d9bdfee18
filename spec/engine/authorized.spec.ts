import { NEVER, throwError, type Observable } from 'rxjs';
import { AccessDeniedError, ChatEndedError, ThrottledError } from '../../lib/chat/errors.js';
import { authorized } from '../../lib/engine/authorized.js';
import type { Credentials, Signal } from '../../lib/engine/signal.js';
import { marbles, type RunHelpers } from '../support/marbles.js';
import { signalText } from '../support/signal-text.js';
import { fakeWorld } from './effects/fake-world.js';

const denied = new AccessDeniedError();
const one: Credentials = { connectionToken: 'token 1' };
const two: Credentials = { connectionToken: 'token 2' };

const texts = (said: ReadonlyArray<Signal>): ReadonlyArray<string> => said.map(signalText);

/** Requests by token; a token without a script is never answered. */
const requests =
  (scripts: Readonly<Record<string, Observable<string>>>) =>
  (token: string): Observable<string> =>
    scripts[token] ?? NEVER;

describe('authorized', () => {
  const at = ({ cold }: RunHelpers, marble: string, action: () => void): void =>
    void cold(marble).subscribe({ next: action });

  it('makes the request with the present token', () => {
    marbles(({ cold, expectObservable, expectSubscriptions, flush }, clock) => {
      const { world, said } = fakeWorld(clock);
      const request = cold('                        --a-b-|');
      const result$ = authorized(world, requests({ 'token 1': request }));
      expectObservable(result$).toBe('              --a-b-|');
      expectSubscriptions(request.subscriptions).toBe('^-----!');
      flush();
      expect(said).toEqual([]);
    });
  });

  it('waits while there is no token', () => {
    marbles((helpers, clock) => {
      const { world, credentials$ } = fakeWorld(clock, {}, { connected: false });
      const request = helpers.cold('                            -a|');
      at(helpers, '                                          ---t', () => credentials$.next(one));
      helpers.expectObservable(authorized(world, requests({ 'token 1': request }))).toBe('----a|');
      helpers.expectSubscriptions(request.subscriptions).toBe('---^-!');
    });
  });

  it('asks for another token when this one is refused, and tries once more with it', () => {
    marbles((helpers, clock) => {
      const { world, credentials$, said } = fakeWorld(clock);
      const refused = helpers.cold('  --#', undefined, denied);
      const granted = helpers.cold('        -a|');
      at(helpers, '                   -----t', () => credentials$.next(two));
      const result$ = authorized(world, requests({ 'token 1': refused, 'token 2': granted }));
      helpers.expectObservable(result$).toBe('------a|');
      helpers.expectSubscriptions(refused.subscriptions).toBe('^-!');
      helpers.expectSubscriptions(granted.subscriptions).toBe('-----^-!');
      helpers.flush();
      expect(texts(said)).toEqual(['denied token 1']);
    });
  });

  it('does not wait when the token was replaced while the request was under way', () => {
    marbles((helpers, clock) => {
      const { world, credentials$ } = fakeWorld(clock);
      const refused = helpers.cold('  --#', undefined, denied);
      const granted = helpers.cold('    -a|');
      at(helpers, '                   -t', () => credentials$.next(two));
      const result$ = authorized(world, requests({ 'token 1': refused, 'token 2': granted }));
      helpers.expectObservable(result$).toBe('---a|');
    });
  });

  it('keeps to the request under way when a new token comes', () => {
    marbles((helpers, clock) => {
      const { world, credentials$ } = fakeWorld(clock);
      const request = helpers.cold('---a|');
      at(helpers, '                 -t', () => credentials$.next(two));
      helpers.expectObservable(authorized(world, requests({ 'token 1': request }))).toBe('---a|');
    });
  });

  it('errors with the second refusal and asks no more', () => {
    marbles((helpers, clock) => {
      const { world, credentials$, said } = fakeWorld(clock);
      const refused = helpers.cold('--#', undefined, denied);
      at(helpers, '                 ---t', () => credentials$.next(two));
      const result$ = authorized(world, requests({ 'token 1': refused, 'token 2': refused }));
      helpers.expectObservable(result$).toBe('-----#', undefined, denied);
      helpers.flush();
      expect(texts(said)).toEqual(['denied token 1']);
    });
  });

  it('passes on any other failure', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, said } = fakeWorld(clock);
      const throttled = new ThrottledError();
      expectObservable(authorized(world, () => throwError(() => throttled))).toBe('#', undefined, throttled);
      flush();
      expect(said).toEqual([]);
    });
  });

  it('passes on what the request throws', () => {
    marbles(({ expectObservable }, clock) => {
      const { world } = fakeWorld(clock);
      const result$ = authorized(world, (): never => {
        throw denied;
      });
      expectObservable(result$).toBe('#', undefined, denied);
    });
  });

  it('errors when the chat has ended, before the request and while it waits for another token', () => {
    marbles((helpers, clock) => {
      const { world, credentials$ } = fakeWorld(clock);
      const refused = helpers.cold('  --#', undefined, denied);
      at(helpers, '                   ----t', () => credentials$.error(new ChatEndedError()));
      helpers
        .expectObservable(authorized(world, requests({ 'token 1': refused })))
        .toBe('                       ----#', undefined, new ChatEndedError());
      helpers
        .expectObservable(authorized(world, requests({ 'token 1': refused })), '-----^')
        .toBe('                       -----#', undefined, new ChatEndedError());
    });
  });

  it('aborts the request and stops waiting when unsubscribed', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const request = cold('                                 ----a|');
      const { world } = fakeWorld(clock);
      const result$ = authorized(world, requests({ 'token 1': request }));
      expectObservable(result$, '                            --!').toBe('');
      expectSubscriptions(request.subscriptions).toBe('      ^-!');
      const waiting = fakeWorld(clock, {}, { connected: false });
      expectObservable(
        authorized(waiting.world, () => request),
        '--!',
      ).toBe('');
      expectObservable(authorized(waiting.world, () => request)).toBe('');
    });
  });
});
