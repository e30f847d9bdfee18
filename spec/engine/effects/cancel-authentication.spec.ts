import { NEVER } from 'rxjs';
import { ValidationError } from '../../../lib/chat/errors.js';
import { cancelAuthentication } from '../../../lib/engine/effects/cancel-authentication.js';
import { marbles } from '../../support/marbles.js';
import { fakeWorld, ok, status } from './fake-world.js';

const CANCEL = '/participant/cancel-authentication';
const SESSION = '0f9d2c1b-6f3e-4d55-9a6e-9a2d1c7e5b42';

describe('cancelAuthentication', () => {
  it('checks the id at the call', () => {
    marbles((_, clock) => {
      const { world } = fakeWorld(clock);
      expect(() => cancelAuthentication(world, 'short')).toThrow('sessionId must have exactly 36 characters');
    });
  });

  it('emits once when the service has agreed', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, bodies } = fakeWorld(clock, { [CANCEL]: [ok()] });
      expectObservable(cancelAuthentication(world, SESSION)).toBe('(d|)', { d: undefined });
      flush();
      expect(bodies(CANCEL)).toEqual([{ SessionId: SESSION }]);
    });
  });

  it('errors with what the service refuses it for', () => {
    marbles(({ expectObservable }, clock) => {
      const { world } = fakeWorld(clock, { [CANCEL]: [status(400)] });
      const error = new ValidationError({ operation: 'CancelParticipantAuthentication' });
      expectObservable(cancelAuthentication(world, SESSION)).toBe('#', undefined, error);
    });
  });

  it('aborts when it is unsubscribed from', () => {
    marbles((_, clock) => {
      const { world, sent } = fakeWorld(clock, { [CANCEL]: [NEVER] });
      cancelAuthentication(world, SESSION).subscribe().unsubscribe();
      expect(sent).toMatchObject([{ outcome: 'aborted' }]);
    });
  });
});
