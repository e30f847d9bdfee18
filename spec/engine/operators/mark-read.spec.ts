import { map, type Observable } from 'rxjs';
import { ConflictError, InvalidArgumentError } from '../../../lib/chat/errors.js';
import { markRead, type MarksRead } from '../../../lib/engine/operators/mark-read.js';
import { marbles } from '../../support/marbles.js';

const refused = new ConflictError({ operation: 'SendEvent' });
const failed = (input: string, error: Error = refused): object => ({ type: 'failed', input, error });

/** A session that does with each id what its marbles say. */
const session = (actions: Readonly<Record<string, Observable<string>>>): MarksRead => ({
  markRead: (id) => {
    const action = actions[id];
    if (action === undefined) throw new InvalidArgumentError('id', 'must be in the script');
    return action.pipe(map(() => undefined));
  },
});

describe('markRead', () => {
  it('lets the session see all ids, and says nothing about success', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const [a$, b$] = [cold('-----(d|)'), cold('----(d|)')];
      expectObservable(hot('ab|').pipe(markRead(session({ a: a$, b: b$ })))).toBe('-----|');
      expectSubscriptions(a$.subscriptions).toBe('^----!');
      expectSubscriptions(b$.subscriptions).toBe('-^---!');
    });
  });

  it('emits failures as values, those at the call too, and goes on', () => {
    marbles(({ cold, hot, expectObservable }) => {
      const actions = { a: cold('--#', undefined, refused), b: cold('-#', undefined, refused) };
      expectObservable(hot('abx------|').pipe(markRead(session(actions)))).toBe('--(hfg)--|', {
        f: failed('a'),
        g: failed('b'),
        h: failed('x', new InvalidArgumentError('id', 'must be in the script')),
      });
    });
  });

  it('completes after the last receipt when the source has completed', () => {
    marbles(({ cold, hot, expectObservable }) => {
      expectObservable(hot('a|').pipe(markRead(session({ a: cold('---(d|)') })))).toBe('---|');
    });
  });

  it('completes with an empty source, and never without an end of it', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('|').pipe(markRead(session({})))).toBe('|');
      expectObservable(cold('-').pipe(markRead(session({})))).toBe('-');
    });
  });

  it('passes on an error of the source at once', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const a$ = cold('-');
      expectObservable(hot('a-#').pipe(markRead(session({ a: a$ })))).toBe('--#');
      expectSubscriptions(a$.subscriptions).toBe('^-!');
    });
  });

  it('withdraws what has not left when it is unsubscribed from', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const [source$, a$, b$] = [hot('ab'), cold('-'), cold('-')];
      expectObservable(source$.pipe(markRead(session({ a: a$, b: b$ }))), '---!').toBe('-');
      expectSubscriptions(source$.subscriptions).toBe('^--!');
      expectSubscriptions(a$.subscriptions).toBe('^--!');
      expectSubscriptions(b$.subscriptions).toBe('-^-!');
    });
  });
});
