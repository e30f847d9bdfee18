import { of, throwError } from 'rxjs';
import { InvalidArgumentError, NetworkError } from '../../../lib/chat/errors.js';
import { attempt } from '../../../lib/engine/operators/attempt.js';
import { marbles } from '../../support/marbles.js';

describe('attempt', () => {
  it('emits what the action emits', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const action$ = cold('-a-b|');
      expectObservable(attempt('input', () => action$)).toBe('-a-b|');
      expectSubscriptions(action$.subscriptions).toBe('^---!');
    });
  });

  it('ends in the failure where the action errors', () => {
    marbles(({ cold, expectObservable }) => {
      const error = new NetworkError();
      const failed = { type: 'failed', input: 'input', error };
      expectObservable(attempt('input', () => cold('-a-#', undefined, error))).toBe('-a-(f|)', { a: 'a', f: failed });
    });
  });

  it('ends in the failure where the action throws at the call', () => {
    marbles(({ expectObservable }) => {
      const error = new InvalidArgumentError('id', 'must be there');
      const refusing = (): never => {
        throw error;
      };
      expectObservable(attempt('input', refusing)).toBe('(f|)', { f: { type: 'failed', input: 'input', error } });
    });
  });

  it('does nothing before it is subscribed to, and again with each subscription', () => {
    const inputs: number[] = [];
    const attempt$ = attempt(1, (input) => of(inputs.push(input)));
    expect(inputs).toEqual([]);
    attempt$.subscribe();
    attempt$.subscribe();
    expect(inputs).toEqual([1, 1]);
  });

  it('lets go of the action when it is unsubscribed from', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const action$ = cold('-');
      expectObservable(
        attempt('input', () => action$),
        '--!',
      ).toBe('-');
      expectSubscriptions(action$.subscriptions).toBe('^-!');
    });
  });

  it('passes the error itself, not a copy', () => {
    const error = new NetworkError();
    let seen: unknown;
    attempt('input', () => throwError(() => error)).subscribe((failed) => (seen = failed.error));
    expect(seen).toBe(error);
  });
});
