import type { Observable } from 'rxjs';
import { InvalidArgumentError, ValidationError } from '../../../lib/chat/errors.js';
import type { SendProgress } from '../../../lib/engine/effects/send-progress.js';
import { sendMessages, type SendsMessages } from '../../../lib/engine/operators/send-messages.js';
import { marbles } from '../../support/marbles.js';

const values: Record<string, SendProgress> = {
  s: { type: 'sending', clientToken: 'token' },
  d: { type: 'sent', clientToken: 'token', id: 'id', at: 1 },
};
const refused = new ValidationError({ operation: 'SendMessage' });
const failed = (input: string): object => ({ type: 'failed', input, error: refused });

/** A session that does with each message what its marbles say. */
const session = (actions: Readonly<Record<string, Observable<SendProgress>>>): SendsMessages => ({
  send: (message) => {
    const action = typeof message === 'string' ? actions[message] : undefined;
    if (action === undefined) throw new InvalidArgumentError('content', 'must be in the script');
    return action;
  },
});

describe('sendMessages', () => {
  it('hands each message to the session at once', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const source$ = hot('-ab---|');
      const [a$, b$] = [cold('s-(d|)', values), cold('s---(d|)', values)];
      expectObservable(source$.pipe(sendMessages(session({ a: a$, b: b$ })))).toBe('-ssd--(d|)', values);
      expectSubscriptions(a$.subscriptions).toBe('-^-!');
      expectSubscriptions(b$.subscriptions).toBe('--^---!');
      expectSubscriptions(source$.subscriptions).toBe('^-----!');
    });
  });

  it('emits a failure as a value and goes on with the others', () => {
    marbles(({ cold, hot, expectObservable }) => {
      const source$ = hot('-ab---c|');
      const actions = { a: cold('s#', values, refused), b: cold('(d|)', values), c: cold('#', values, refused) };
      expectObservable(source$.pipe(sendMessages(session(actions)))).toBe('-s(fd)g|', {
        ...values,
        f: failed('a'),
        g: failed('c'),
      });
    });
  });

  it('emits a refusal at the call as a value too', () => {
    marbles(({ cold, hot, expectObservable }) => {
      const error = new InvalidArgumentError('content', 'must be in the script');
      const send = sendMessages(session({ a: cold('(d|)', values) }));
      expectObservable(hot('-xa|').pipe(send)).toBe('-fd|', { ...values, f: { type: 'failed', input: 'x', error } });
    });
  });

  it('completes after the last message when the source has completed', () => {
    marbles(({ cold, hot, expectObservable }) => {
      const send = sendMessages(session({ a: cold('s---(d|)', values) }));
      expectObservable(hot('-a|').pipe(send)).toBe('-s---(d|)', values);
    });
  });

  it('completes with an empty source, and never without an end of it', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('|').pipe(sendMessages(session({})))).toBe('|');
      expectObservable(cold('-').pipe(sendMessages(session({})))).toBe('-');
    });
  });

  it('passes on an error of the source at once, and lets go of the message under way', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const a$ = cold('s---(d|)', values);
      expectObservable(hot('-a-#').pipe(sendMessages(session({ a: a$ })))).toBe('-s-#', values);
      expectSubscriptions(a$.subscriptions).toBe('-^-!');
    });
  });

  it('does not let one message without an end keep back the others', () => {
    marbles(({ cold, hot, expectObservable }) => {
      const actions = { a: cold('s', values), b: cold('(d|)', values) };
      expectObservable(hot('-ab|').pipe(sendMessages(session(actions)))).toBe('-sd', values);
    });
  });

  it('lets go of the source and of the message when it is unsubscribed from', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const [source$, a$] = [hot('-a'), cold('s', values)];
      expectObservable(source$.pipe(sendMessages(session({ a: a$ }))), '---!').toBe('-s', values);
      expectSubscriptions(source$.subscriptions).toBe('^--!');
      expectSubscriptions(a$.subscriptions).toBe('-^-!');
    });
  });
});
