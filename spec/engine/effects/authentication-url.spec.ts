import { NEVER } from 'rxjs';
import { ValidationError } from '../../../lib/chat/errors.js';
import { authenticationUrl } from '../../../lib/engine/effects/authentication-url.js';
import { marbles } from '../../support/marbles.js';
import { fakeWorld, ok, status } from './fake-world.js';

const URL = '/participant/authentication-url';
const request = { sessionId: '0f9d2c1b-6f3e-4d55-9a6e-9a2d1c7e5b42', redirectUri: 'https://app.test/back' };

describe('authenticationUrl', () => {
  it('checks the request at the call', () => {
    marbles((_, clock) => {
      const { world } = fakeWorld(clock);
      expect(() => authenticationUrl(world, { ...request, sessionId: 'short' })).toThrow(
        'sessionId must have exactly 36',
      );
      expect(() => authenticationUrl(world, { ...request, redirectUri: '' })).toThrow(
        'redirectUri must have 1 to 1024',
      );
    });
  });

  it('emits the address', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, bodies } = fakeWorld(clock, { [URL]: [ok({ AuthenticationUrl: 'https://sign.in' })] });
      expectObservable(authenticationUrl(world, request)).toBe('(u|)', { u: 'https://sign.in' });
      flush();
      expect(bodies(URL)).toEqual([{ SessionId: request.sessionId, RedirectUri: request.redirectUri }]);
    });
  });

  it('errors with what the service refuses it for', () => {
    marbles(({ expectObservable }, clock) => {
      const { world } = fakeWorld(clock, { [URL]: [status(400)] });
      const error = new ValidationError({ operation: 'GetAuthenticationUrl' });
      expectObservable(authenticationUrl(world, request)).toBe('#', undefined, error);
    });
  });

  it('aborts when it is unsubscribed from', () => {
    marbles((_, clock) => {
      const { world, sent } = fakeWorld(clock, { [URL]: [NEVER] });
      authenticationUrl(world, request).subscribe().unsubscribe();
      expect(sent).toMatchObject([{ outcome: 'aborted' }]);
    });
  });
});
