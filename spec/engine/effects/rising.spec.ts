import { rising } from '../../../lib/engine/effects/rising.js';
import { marbles } from '../../support/marbles.js';

const rise = rising<number | string>((value) => (typeof value === 'number' ? value : undefined));
const values = { a: 0, b: 5, c: 3, d: 7, x: 'done' };

describe('rising', () => {
  it('drops what is behind or no further', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('abcbd|', values).pipe(rise)).toBe('ab--d|', values);
    });
  });

  it('lets values without a count pass', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('dxx|', values).pipe(rise)).toBe('dxx|', values);
    });
  });

  it('begins anew with each subscription', () => {
    marbles(({ cold, expectObservable }) => {
      const rising$ = cold('d|', values).pipe(rise);
      expectObservable(rising$).toBe('d|', values);
      expectObservable(rising$).toBe('d|', values);
    });
  });

  it('passes on errors', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('a#', values).pipe(rise)).toBe('a#', values);
    });
  });

  it('errors when the count throws', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('-a-|', values);
      const failing = rising(() => {
        throw new Error('no count');
      });
      expectObservable(source$.pipe(failing)).toBe('-#', undefined, new Error('no count'));
      expectSubscriptions(source$.subscriptions).toBe('^!');
    });
  });

  it('never completes with a source that does not, and lets go of it', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('-', values);
      expectObservable(source$.pipe(rise), '--!').toBe('-');
      expectSubscriptions(source$.subscriptions).toBe('^-!');
    });
  });
});
