import { NEVER } from 'rxjs';
import { NotFoundError } from '../../../lib/chat/errors.js';
import { describeView } from '../../../lib/engine/effects/describe-view.js';
import { marbles } from '../../support/marbles.js';
import { fakeWorld, ok, status } from './fake-world.js';

const VIEW = '/participant/views/a%2Fb';

describe('describeView', () => {
  it('checks the token at the call', () => {
    marbles((_, clock) => {
      const { world } = fakeWorld(clock);
      expect(() => describeView(world, '')).toThrow('viewToken must have 1 to 1000 characters');
    });
  });

  it('emits the view', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = fakeWorld(clock, {
        [VIEW]: [ok({ View: { Id: 'view', Content: { Actions: ['ok'] } } })],
      });
      expectObservable(describeView(world, 'a/b')).toBe('(v|)', { v: { id: 'view', actions: ['ok'] } });
      flush();
      expect(sent).toMatchObject([{ method: 'GET', headers: { 'X-Amz-Bearer': 'token 1' } }]);
    });
  });

  it('errors where there is no such view', () => {
    marbles(({ expectObservable }, clock) => {
      const { world } = fakeWorld(clock, { [VIEW]: [status(404)] });
      expectObservable(describeView(world, 'a/b')).toBe(
        '#',
        undefined,
        new NotFoundError({ operation: 'DescribeView' }),
      );
    });
  });

  it('aborts when it is unsubscribed from', () => {
    marbles((_, clock) => {
      const { world, sent } = fakeWorld(clock, { [VIEW]: [NEVER] });
      describeView(world, 'a/b').subscribe().unsubscribe();
      expect(sent).toMatchObject([{ outcome: 'aborted' }]);
    });
  });
});
