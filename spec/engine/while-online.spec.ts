import { NEVER } from 'rxjs';
import { ChatEndedError } from '../../lib/chat/errors.js';
import { whileOnline } from '../../lib/engine/while-online.js';
import { marbles } from '../support/marbles.js';

const ONLINE = { f: false, t: true };

describe('whileOnline', () => {
  it('waits until the session is online', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const work$ = cold('                                    -a-(b|)');
      const online$ = cold('                               f--t---', ONLINE);
      expectObservable(whileOnline({ online$, over$: NEVER }, work$)).toBe('----a-(b|)');
      expectSubscriptions(work$.subscriptions).toBe('      ---^--!');
    });
  });

  it('aborts the work when the session goes offline, and begins it anew', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const work$ = cold('                                    ---(a|)');
      const online$ = cold('                               t-f--t-----', ONLINE);
      expectObservable(whileOnline({ online$, over$: NEVER }, work$)).toBe('--------(a|)');
      expectSubscriptions(work$.subscriptions).toBe(['     ^-!', '-----^--!']);
    });
  });

  it('passes on an error of the work', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(whileOnline({ online$: cold('t', ONLINE), over$: NEVER }, cold('--#'))).toBe('--#');
    });
  });

  it.each([
    ['offline', 'f-------'],
    ['online', 't-------'],
  ])('errors when the chat ends while it is %s', (_, script) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const online$ = cold(script, ONLINE);
      const over$ = cold<never>('---#', undefined, new ChatEndedError());
      expectObservable(whileOnline({ online$, over$ }, NEVER)).toBe('---#', undefined, new ChatEndedError());
      expectSubscriptions(online$.subscriptions).toBe('^--!');
    });
  });

  it('lets go of everything when it is unsubscribed', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const work$ = cold('-----a');
      expectObservable(whileOnline({ online$: cold('t', ONLINE), over$: NEVER }, work$), '--!').toBe('--');
      expectSubscriptions(work$.subscriptions).toBe('^-!');
    });
  });
});
