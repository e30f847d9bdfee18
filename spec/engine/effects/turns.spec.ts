import { createTurns } from '../../../lib/engine/effects/turns.js';
import { marbles } from '../../support/marbles.js';

describe('createTurns', () => {
  it('runs one work at a time, in the order of subscription', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const inTurn = createTurns();
      const [a$, b$, c$] = [cold('--a|'), cold('-b|'), cold('(c|)')];
      expectObservable(inTurn(a$)).toBe('--a|');
      expectObservable(inTurn(b$)).toBe('----b|');
      expectObservable(inTurn(c$)).toBe('-----(c|)');
      expectSubscriptions(a$.subscriptions).toBe('^--!');
      expectSubscriptions(b$.subscriptions).toBe('---^-!');
      expectSubscriptions(c$.subscriptions).toBe('-----(^!)');
    });
  });

  it('goes on after a work that fails', () => {
    marbles(({ cold, expectObservable }) => {
      const inTurn = createTurns();
      expectObservable(inTurn(cold('--#'))).toBe('--#');
      expectObservable(inTurn(cold('b|'))).toBe('--b|');
    });
  });

  it('goes on after a work that is unsubscribed', () => {
    marbles(({ cold, expectObservable }) => {
      const inTurn = createTurns();
      expectObservable(inTurn(cold('-')), '--!').toBe('-');
      expectObservable(inTurn(cold('b|'))).toBe('--b|');
    });
  });

  it('takes one that is unsubscribed while it waits out of the queue', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const inTurn = createTurns();
      const b$ = cold('b|');
      expectObservable(inTurn(cold('---a|'))).toBe('---a|');
      expectObservable(inTurn(b$), '-!').toBe('-');
      expectObservable(inTurn(cold('c|'))).toBe('----c|');
      expectSubscriptions(b$.subscriptions).toBe([]);
    });
  });

  it('runs works that complete at once, however many', () => {
    marbles(({ cold, expectObservable }) => {
      const inTurn = createTurns();
      expectObservable(inTurn(cold('--(a|)'))).toBe('--(a|)');
      for (let n = 0; n < 3; n += 1) expectObservable(inTurn(cold('(b|)'))).toBe('--(b|)');
    });
  });

  it('is free again after the last one', () => {
    marbles(({ cold, expectObservable }) => {
      const inTurn = createTurns();
      expectObservable(inTurn(cold('a|'))).toBe('a|');
      expectObservable(inTurn(cold('b|')), '---^').toBe('---b|');
    });
  });
});
