import { begunAnew } from '../../lib/engine/begun-anew.js';
import { marbles } from '../support/marbles.js';

describe('begunAnew', () => {
  it('is the source where nothing asks for another', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('--a-b|').pipe(begunAnew(cold('-')))).toBe('--a-b|');
      expectObservable(cold('--#').pipe(begunAnew(cold('|')))).toBe('   --#');
    });
  });

  it('begins it anew until it has said something', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const source = cold('                                    ---a--b|');
      const again = hot('                                      -x-x---x-x');
      expectObservable(source.pipe(begunAnew(again))).toBe('   ------a--b|');
      expectSubscriptions(source.subscriptions).toBe(['        ^!', '-^-!', '---^------!']);
      expectSubscriptions(again.subscriptions).toBe('          ^---------!');
    });
  });

  it('ends both when it is unsubscribed', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const source = cold('-----a');
      const again = hot('  -x');
      expectObservable(source.pipe(begunAnew(again)), '--!').toBe('---');
      expectSubscriptions(source.subscriptions).toBe(['^!', '-^!']);
      expectSubscriptions(again.subscriptions).toBe('^-!');
    });
  });
});
