import { delay, map, NEVER, take, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { OutboxFullError } from '../../../lib/chat/errors.js';
import type { ChatEvent } from '../../../lib/chat/event.js';
import type { PendingMessage } from '../../../lib/chat/outgoing-message.js';
import { createOutbox, type Outbox } from '../../../lib/engine/effects/outbox.js';
import type { HttpEvent } from '../../../lib/engine/ports.js';
import { message } from '../../support/items.js';
import { marbles } from '../../support/marbles.js';
import { broken, fakeWorld, ok, status, type FakeWorld } from './fake-world.js';

const MESSAGE = '/participant/message';

const sentAs = (id: string): Observable<HttpEvent> => ok({ Id: id, AbsoluteTime: '2026-03-02T10:15:10.370Z' });

interface Setup extends FakeWorld {
  readonly outbox: Outbox;
  /** What is pending now, in words. */
  readonly pending: () => ReadonlyArray<string>;
  /** The echo arrives: it is entered and heard, as the stream does it. */
  readonly echo: (id: string, content: string, from?: string) => void;
}

const words = ({ content, status: state, id = '' }: PendingMessage): string => `${content} ${state} ${id}`.trimEnd();

const setup = (
  clock: TestScheduler,
  answers: ReadonlyArray<Observable<HttpEvent>>,
  ownId: string | undefined = 'me',
  maxQueuedSends = 100,
): Setup => {
  const fake = fakeWorld(clock, { [MESSAGE]: answers }, { policies: { maxQueuedSends, sendDeadlineMs: 0 } });
  const outbox = createOutbox(fake.world, ownId);
  let pending: ReadonlyArray<PendingMessage> = [];
  outbox.pending$.subscribe((all) => (pending = all));
  const echo = (id: string, content: string, from = 'me'): void => {
    const item = { ...message(id, 1, content), participant: { id: from } };
    fake.world.ledger.enter(item, 'live', outbox.hear);
  };
  return { ...fake, outbox, pending: () => pending.map(words), echo };
};

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : String(error));

const contents = (bodies: ReadonlyArray<unknown>): ReadonlyArray<unknown> =>
  bodies.map((body) => (typeof body === 'object' && body !== null && 'Content' in body ? body.Content : body));

describe('createOutbox', () => {
  it('checks its arguments at the call', () => {
    marbles((_, clock) => {
      const { outbox, sent } = setup(clock, []);
      expect(() => outbox.send('')).toThrow('content must not be empty');
      expect(() => outbox.send({ content: 'secret', contentType: '' })).toThrow(/^contentType must have 1 to 100/);
      expect(() => outbox.send({ content: 'secret', clientToken: 'x'.repeat(501) })).toThrow(/^clientToken /);
      expect(() => outbox.send('x'.repeat(16_385))).toThrow(/^content must have at most 16384 bytes/);
      expect(sent).toEqual([]);
    });
  });

  it('posts one message for each subscription, each with a ClientToken of its own', () => {
    marbles(({ flush }, clock) => {
      const { outbox, bodies } = setup(clock, [sentAs('a'), sentAs('b')]);
      const sending$ = outbox.send('hi');
      sending$.subscribe();
      sending$.subscribe();
      flush();
      expect(bodies(MESSAGE)).toMatchObject([{ ClientToken: 'id 1' }, { ClientToken: 'id 2' }]);
    });
  });

  it('tells the progress of a message and completes', () => {
    marbles(({ expectObservable }, clock) => {
      const { outbox } = setup(clock, [sentAs('a').pipe(delay(4))]);
      const progress$ = outbox.send({ content: 'hi', clientToken: 'mine' });
      expectObservable(progress$.pipe(map(({ type, clientToken }) => `${type} ${clientToken}`))).toBe('(qs)(d|)', {
        q: 'queued mine',
        s: 'sending mine',
        d: 'sent mine',
      });
    });
  });

  it('sends one at a time, in the order of subscription', () => {
    marbles(({ cold, flush }, clock) => {
      const { outbox, sentAt, bodies } = setup(
        clock,
        [1, 2, 3].map((n) => sentAs(`m${n}`).pipe(delay(10))),
      );
      const [a$, b$, c$] = [outbox.send('a'), outbox.send('b'), outbox.send('c')];
      cold('-c-a-b').subscribe((which) => (which === 'a' ? a$ : which === 'b' ? b$ : c$).subscribe());
      flush();
      expect(contents(bodies(MESSAGE))).toEqual(['c', 'a', 'b']);
      expect(sentAt(MESSAGE)).toEqual([1, 11, 21]);
    });
  });

  it('goes on with the next when one was rejected', () => {
    marbles(({ flush }, clock) => {
      const { outbox, sentAt } = setup(clock, [status(400).pipe(delay(2)), sentAs('b').pipe(delay(2))]);
      const seen: string[] = [];
      outbox.send('a').subscribe({ error: (error: unknown) => seen.push(nameOf(error)) });
      outbox.send('b').subscribe({ complete: () => seen.push('|') });
      flush();
      expect([seen, sentAt(MESSAGE)]).toEqual([
        ['ValidationError', '|'],
        [0, 2],
      ]);
    });
  });

  it('shows what is pending, step by step', () => {
    marbles(({ cold, flush }, clock) => {
      const { outbox, pending, echo } = setup(clock, [sentAs('a').pipe(delay(10)), sentAs('b').pipe(delay(10))]);
      const seen: string[] = [];
      outbox.send('A').subscribe();
      outbox.send('B').subscribe();
      cold('5ms x 9ms y 5ms z 9ms w', { x: 0, y: 0, z: 'a', w: 'b' }).subscribe((id) => {
        if (id === 'a') echo('a', 'A');
        if (id === 'b') echo('b', 'B');
        seen.push(pending().join(', '));
      });
      flush();
      expect(seen).toEqual(['A sending, B queued', 'A sent a, B sending', 'B sent b', '']);
    });
  });

  it('does not show a message whose echo was there before the answer', () => {
    marbles(({ cold, flush }, clock) => {
      const { outbox, pending, echo } = setup(clock, [sentAs('a').pipe(delay(10))]);
      const seen: string[] = [];
      outbox.send('A').subscribe();
      cold('5ms e 9ms x').subscribe((what) => {
        if (what === 'e') echo('a', 'A');
        seen.push(pending().join(', '));
      });
      flush();
      expect(seen).toEqual(['A sending a', '']);
    });
  });

  it('knows the echo by its id where the own participant is not known', () => {
    marbles(({ flush }, clock) => {
      const fake = fakeWorld(clock, { [MESSAGE]: [sentAs('a')] });
      const outbox = createOutbox(fake.world, undefined);
      let count = 0;
      outbox.pending$.subscribe((all) => (count = all.length));
      outbox.send('A').subscribe();
      flush();
      expect(count).toBe(1);
      fake.world.ledger.enter(message('a', 1, 'A'), 'live', outbox.hear);
      expect(count).toBe(0);
    });
  });

  it.each([
    ['the words of another', 'agent', 'A'],
    ['other words', 'me', 'B'],
  ])('does not take %s for the echo', (_, from, content) => {
    marbles(({ cold, flush }, clock) => {
      const { outbox, pending, echo } = setup(clock, [sentAs('a').pipe(delay(10))]);
      const seen: string[] = [];
      outbox.send('A').subscribe();
      cold('5ms e').subscribe(() => {
        echo('x', content, from);
        seen.push(...pending());
      });
      flush();
      expect(seen).toEqual(['A sending']);
    });
  });

  it('takes no other event for the echo', () => {
    marbles(({ cold, flush }, clock) => {
      const { outbox, pending } = setup(clock, [sentAs('a').pipe(delay(10))]);
      const joined: ChatEvent = { type: 'participantJoined', id: 'a', at: 1, contactId: 'contact', origin: 'live' };
      const seen: string[] = [];
      outbox.send('A').subscribe();
      cold('5ms e').subscribe(() => {
        outbox.hear(joined);
        seen.push(...pending());
      });
      flush();
      expect(seen).toEqual(['A sending']);
    });
  });

  it('goes on showing what was rejected', () => {
    marbles(({ flush }, clock) => {
      const { outbox, pending } = setup(clock, [status(400)]);
      const errors: string[] = [];
      outbox.send('A').subscribe({ error: (error: unknown) => errors.push(nameOf(error)) });
      flush();
      expect([errors, pending()]).toEqual([['ValidationError'], ['A rejected']]);
    });
  });

  it('shows an unknown outcome until an echo settles it', () => {
    marbles(({ cold, flush }, clock) => {
      const { outbox, pending, echo, signal$ } = setup(clock, [broken()]);
      const seen: unknown[] = [];
      outbox.send('A').subscribe({ error: (error: unknown) => seen.push(nameOf(error)) });
      cold('-u-e').subscribe((what) => {
        if (what === 'u') {
          signal$.next({ type: 'reading', reason: 'requested' });
          signal$.next({ type: 'caughtUp', places: [], over: false });
        } else {
          echo('a', 'A');
        }
        seen.push(pending().join());
      });
      flush();
      expect(seen).toEqual(['OutcomeUnknownError', 'A unknown', '']);
    });
  });

  it('remembers only the newest hundred of what came to nothing', () => {
    marbles(({ flush }, clock) => {
      const answers = Array.from({ length: 103 }, () => status(400));
      const { outbox, pending } = setup(clock, answers, 'me', 200);
      for (let n = 1; n <= 103; n += 1) outbox.send(`m${n}`).subscribe({ error: () => undefined });
      flush();
      expect([pending().length, pending()[0], pending().at(-1)]).toEqual([100, 'm4 rejected', 'm103 rejected']);
    });
  });

  it('takes no more than may wait', () => {
    marbles(({ expectObservable }, clock) => {
      const { outbox, pending } = setup(clock, [NEVER], 'me', 2);
      ['under way', 'first', 'second'].forEach((content) => outbox.send(content).subscribe());
      expectObservable(outbox.send('third')).toBe('#', undefined, new OutboxFullError(2));
      expect(pending()).toEqual(['under way sending', 'first queued', 'second queued']);
    });
  });

  it('withdraws what still waits when unsubscribed', () => {
    marbles(({ cold, flush }, clock) => {
      const { outbox, pending, bodies } = setup(clock, [sentAs('a').pipe(delay(9)), sentAs('c')]);
      outbox.send('A').subscribe();
      const second = outbox.send('B').subscribe();
      outbox.send('C').subscribe();
      cold('---x').subscribe(() => {
        second.unsubscribe();
        expect(pending()).toEqual(['A sending', 'C queued']);
      });
      flush();
      expect(contents(bodies(MESSAGE))).toEqual(['A', 'C']);
    });
  });

  it('withdraws what is unsubscribed as soon as it is queued', () => {
    marbles(({ flush }, clock) => {
      const { outbox, pending, sent } = setup(clock, [sentAs('a')]);
      outbox.send('A').pipe(take(1)).subscribe();
      flush();
      expect([sent.length, pending()]).toEqual([0, []]);
    });
  });

  it('sees to the end what is under way, with or without the caller', () => {
    marbles(({ cold, flush }, clock) => {
      const { outbox, pending, sent } = setup(clock, [sentAs('a').pipe(delay(9))]);
      const sending = outbox.send('A').subscribe();
      cold('---x').subscribe(() => sending.unsubscribe());
      flush();
      expect(sent).toMatchObject([{ outcome: 'answered' }]);
      expect(pending()).toEqual(['A sent a']);
    });
  });

  it('takes over all that an earlier session had accepted, beyond its own limit', () => {
    marbles(({ flush }, clock) => {
      const { outbox, bodies } = setup(clock, [sentAs('a'), sentAs('b'), sentAs('c')], 'me', 1);
      const common = { contentType: 'text/plain', mayHaveArrived: false };
      outbox.resume({ unsent: ['A', 'B', 'C'].map((content) => ({ ...common, clientToken: content, content })) });
      flush();
      expect(contents(bodies(MESSAGE))).toEqual(['A', 'B', 'C']);
    });
  });

  it('sends again what an earlier session had not settled, under the same ClientTokens', () => {
    marbles(({ flush }, clock) => {
      const { outbox, bodies, pending } = setup(clock, [sentAs('a'), sentAs('b')]);
      const common = { contentType: 'text/plain', mayHaveArrived: false };
      outbox.resume({
        unsent: [
          { ...common, clientToken: 'first', content: 'A' },
          { ...common, clientToken: 'second', content: 'B' },
        ],
      });
      flush();
      expect(bodies(MESSAGE)).toMatchObject([{ ClientToken: 'first' }, { ClientToken: 'second' }]);
      expect(pending()).toEqual(['A sent a', 'B sent b']);
    });
  });
});
