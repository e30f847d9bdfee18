import { map, type Observable } from 'rxjs';
import { ConflictError, InvalidArgumentError } from '../../../lib/chat/errors.js';
import { sendTyping, type SendsTyping } from '../../../lib/engine/operators/send-typing.js';
import { marbles } from '../../support/marbles.js';

const refused = new ConflictError({ operation: 'SendEvent' });
const failed = (input: string, error: Error = refused): object => ({ type: 'failed', input, error });

/** A session that does what the actions say, in turn. */
const session = (...actions: ReadonlyArray<Observable<string>>): SendsTyping => {
  const script = [...actions];
  return {
    sendTyping: () => {
      const action = script.shift();
      if (action === undefined) throw new InvalidArgumentError('typing', 'must be in the script');
      return action.pipe(map(() => undefined));
    },
  };
};

describe('sendTyping', () => {
  it('sends for each value and says nothing about success', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const [a$, b$] = [cold('(d|)'), cold('(d|)')];
      expectObservable(hot('-a--b|').pipe(sendTyping(session(a$, b$)))).toBe('-----|');
      expectSubscriptions(a$.subscriptions).toBe('-(^!)');
      expectSubscriptions(b$.subscriptions).toBe('----(^!)');
    });
  });

  it('drops what comes while a typing event is under way', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const [a$, b$] = [cold('---(d|)'), cold('#', undefined, refused)];
      expectObservable(hot('-abc-d|').pipe(sendTyping(session(a$, b$)))).toBe('-----f|', { f: failed('d') });
      expectSubscriptions(a$.subscriptions).toBe('-^--!');
      expectSubscriptions(b$.subscriptions).toBe('-----(^!)');
    });
  });

  it('emits failures as values, those at the call too, and goes on', () => {
    marbles(({ cold, hot, expectObservable }) => {
      const error = new InvalidArgumentError('typing', 'must be in the script');
      expectObservable(hot('-ab|').pipe(sendTyping(session(cold('#', undefined, refused))))).toBe('-fg|', {
        f: failed('a'),
        g: failed('b', error),
      });
    });
  });

  it('completes after the typing event under way when the source has completed', () => {
    marbles(({ cold, hot, expectObservable }) => {
      expectObservable(hot('-a|').pipe(sendTyping(session(cold('---(d|)'))))).toBe('----|');
    });
  });

  it('completes with an empty source, and never without an end of it', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('|').pipe(sendTyping(session()))).toBe('|');
      expectObservable(cold('-').pipe(sendTyping(session()))).toBe('-');
    });
  });

  it('passes on an error of the source at once', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const a$ = cold('-');
      expectObservable(hot('-a-#').pipe(sendTyping(session(a$)))).toBe('---#');
      expectSubscriptions(a$.subscriptions).toBe('-^-!');
    });
  });

  it('lets go of the source and of the typing event when it is unsubscribed from', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const [source$, a$] = [hot('-a'), cold('-')];
      expectObservable(source$.pipe(sendTyping(session(a$))), '---!').toBe('-');
      expectSubscriptions(source$.subscriptions).toBe('^--!');
      expectSubscriptions(a$.subscriptions).toBe('-^-!');
    });
  });
});
