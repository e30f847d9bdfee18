import { delay, map, NEVER, take, type Observable, type Subject } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import {
  ChatEndedError,
  DiscardedError,
  InvalidArgumentError,
  OutboxFullError,
  SocketError,
} from '../../../lib/chat/errors.js';
import type { ChatEvent } from '../../../lib/chat/event.js';
import type { MessageItem } from '../../../lib/chat/item.js';
import type { PendingMessage } from '../../../lib/chat/outgoing-message.js';
import type { Unsettled } from '../../../lib/engine/effects/outbox-entry.js';
import { createOutbox, type Outbox } from '../../../lib/engine/effects/outbox.js';
import type { HttpEvent } from '../../../lib/engine/ports.js';
import type { Signal } from '../../../lib/engine/signal.js';
import { message } from '../../support/items.js';
import { marbles } from '../../support/marbles.js';
import { broken, fakeWorld, ok, status, type FakeWorld } from './fake-world.js';

const MESSAGE = '/participant/message';

const sentAs = (id: string): Observable<HttpEvent> => ok({ Id: id, AbsoluteTime: '1970-01-01T00:00:00.001Z' });

const IGNORE = { error: () => undefined };

/** The transcript is read once more. */
const catchUpBy = (signal$: Subject<Signal>): void => {
  signal$.next({ type: 'subscribed', number: 1 });
  signal$.next({ type: 'reading', reason: 'requested' });
  signal$.next({ type: 'caughtUp', places: [], over: false });
};

interface Setup extends FakeWorld {
  readonly catchUp: () => void;
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
  return { ...fake, outbox, pending: () => pending.map(words), echo, catchUp: () => catchUpBy(fake.signal$) };
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

  it('sends what was accepted, whoever goes on listening', () => {
    marbles(({ cold, flush }, clock) => {
      const { outbox, pending, bodies } = setup(clock, [sentAs('a').pipe(delay(9)), sentAs('b'), sentAs('c')]);
      outbox.send('A').pipe(take(1)).subscribe();
      const second = outbox.send('B').subscribe();
      outbox.send('C').pipe(take(1)).subscribe();
      cold('---x').subscribe(() => {
        second.unsubscribe();
        expect(pending()).toEqual(['A sending', 'B queued', 'C queued']);
      });
      flush();
      expect(contents(bodies(MESSAGE))).toEqual(['A', 'B', 'C']);
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

  describe('resume', () => {
    const common = { contentType: 'text/plain', mayHaveArrived: false };
    const unsent = (...contentsOf: ReadonlyArray<string>) =>
      contentsOf.map((content) => ({ ...common, clientToken: `token ${content}`, content }));
    const caughtUp: Signal = { type: 'caughtUp', places: [], over: false };
    const own = (id: string, at: number, content: string): MessageItem => ({
      ...message(id, at, content),
      participant: { id: 'me' },
    });

    it('takes over all that an earlier session had accepted, beyond its own limit', () => {
      marbles(({ flush }, clock) => {
        const { outbox, bodies, signal$ } = setup(clock, [sentAs('a'), sentAs('b'), sentAs('c')], 'me', 1);
        outbox.resume({ unsent: unsent('A', 'B', 'C') });
        signal$.next(caughtUp);
        flush();
        expect(contents(bodies(MESSAGE))).toEqual(['A', 'B', 'C']);
      });
    });

    it('sends again what an earlier session had not settled, under the same ClientTokens', () => {
      marbles(({ flush }, clock) => {
        const { outbox, bodies, pending, signal$ } = setup(clock, [sentAs('a'), sentAs('b')]);
        outbox.resume({ unsent: unsent('A', 'B') });
        signal$.next(caughtUp);
        flush();
        expect(bodies(MESSAGE)).toMatchObject([{ ClientToken: 'token A' }, { ClientToken: 'token B' }]);
        expect(pending()).toEqual(['A sent a', 'B sent b']);
      });
    });

    it('posts nothing before the session has caught up', () => {
      marbles(({ cold, flush }, clock) => {
        const { outbox, sentAt, signal$ } = setup(clock, [sentAs('a'), sentAs('b')]);
        outbox.resume({ unsent: unsent('A', 'B') });
        cold('7ms u').subscribe(() => signal$.next(caughtUp));
        flush();
        expect(sentAt(MESSAGE)).toEqual([7, 7]);
      });
    });

    it('finds what the transcript has since, and posts the rest', () => {
      marbles(({ flush }, clock) => {
        const { outbox, bodies, pending, signal$, world } = setup(clock, [sentAs('b')]);
        const [first, second] = unsent('same', 'same').map((one, index) => ({ ...one, clientToken: `token ${index}` }));
        const handOver = { latestAt: 5, ids: ['known'] };
        outbox.resume({ unsent: [first, second].flatMap((one) => (one ? [{ ...one, handOver }] : [])) });
        // Told by the earlier session: nobody hears of these again.
        [own('old', 4, 'same'), own('known', 5, 'same'), own('a', 6, 'same')].forEach((item) =>
          world.ledger.enter(item, 'backfill', () => undefined),
        );
        signal$.next(caughtUp);
        flush();
        expect(bodies(MESSAGE)).toMatchObject([{ ClientToken: 'token 1' }]);
        expect(pending()).toEqual(['same sent a', 'same sent b']);
      });
    });

    it('trusts no token for longer than it has known of it, whatever the clock of the earlier session said', () => {
      marbles(({ cold, flush }, clock) => {
        const { outbox, sent, pending, signal$ } = setup(clock, [sentAs('a')]);
        outbox.resume({ unsent: unsent('A').map((one) => ({ ...one, mayHaveArrived: true, postedAt: 290_000 })) });
        cold('301s c').subscribe(() => signal$.next(caughtUp));
        flush();
        expect([sent.length, pending()]).toEqual([0, ['A unknown']]);
      });
    });

    it('leaves to no later one what an earlier one has become', () => {
      marbles(({ flush }, clock) => {
        const { outbox, signal$, world } = setup(clock, [NEVER]);
        const [first, second] = unsent('same', 'same').map((one, index) => ({ ...one, clientToken: `token ${index}` }));
        const handOver = { latestAt: 5, ids: ['known'] };
        outbox.resume({
          unsent: [first, unsent('other')[0], second].flatMap((one) => (one ? [{ ...one, handOver }] : [])),
        });
        world.ledger.enter(own('a', 6, 'same'), 'backfill', () => undefined);
        signal$.next(caughtUp);
        flush();
        expect(outbox.unsettled().unsent.map((one) => [one.clientToken, one.mayHaveArrived, one.handOver])).toEqual([
          ['token other', true, { latestAt: 6, ids: ['a'], isPartial: true }],
          ['token 1', false, { latestAt: 6, ids: ['a'] }],
        ]);
      });
    });

    it('does not take for an unknown one what another has become by its answer', () => {
      marbles((_, clock) => {
        const { outbox, catchUp } = setup(clock, [broken(), sentAs('b')]);
        outbox.send('same').subscribe(IGNORE);
        catchUp();
        outbox.send('same').subscribe();
        expect(outbox.unsettled().undelivered).toMatchObject([
          { status: 'unknown', handOver: { ids: ['b'] } },
          { status: 'sent', echo: { id: 'b' } },
        ]);
      });
    });

    it.each([
      ['long ago', { postedAt: -300_000 }],
      ['at a time that nobody wrote down', {}],
      ['by a clock that was ahead of this one', { postedAt: 600_000 }],
    ])('leaves unknown what may have arrived and is not there, and was posted %s', (_, when) => {
      marbles(({ flush }, clock) => {
        const { outbox, sent, pending, signal$ } = setup(clock, [sentAs('a')]);
        outbox.resume({ unsent: unsent('A').map((one) => ({ ...one, mayHaveArrived: true, ...when })) });
        signal$.next(caughtUp);
        flush();
        expect([sent.length, pending()]).toEqual([0, ['A unknown']]);
      });
    });

    it('shows again what came to nothing, where it was', () => {
      marbles((_, clock) => {
        const { outbox, pending } = setup(clock, []);
        const [rejected, unknown] = unsent('R', 'U');
        const all = [
          ...(rejected ? [{ ...rejected, at: 3, status: 'rejected' as const }] : []),
          ...(unknown ? [{ ...unknown, mayHaveArrived: true, at: 4, status: 'unknown' as const }] : []),
        ];
        outbox.resume({ undelivered: all });
        expect(pending()).toEqual(['R rejected', 'U unknown']);
        expect(outbox.unsettled().undelivered).toMatchObject(all);
      });
    });

    const sentBefore = (): Pick<Unsettled, 'undelivered'> => {
      const sent = { at: 3, status: 'sent', echo: { id: 'a', at: 1 }, processing: 'processing' } as const;
      return { undelivered: unsent('A').map((kept) => ({ ...kept, ...sent })) };
    };

    it('shows again what the service has and the chat did not show, until it does', () => {
      marbles((_, clock) => {
        const { outbox, pending, echo } = setup(clock, []);
        outbox.resume(sentBefore());
        expect([pending(), outbox.unsettled()]).toMatchObject([['A sent a'], sentBefore()]);
        const progress: unknown[] = [];
        outbox.retry('token A').subscribe((value) => progress.push(value));
        expect(progress).toEqual([{ type: 'sent', clientToken: 'token A', id: 'a', at: 1, processing: 'processing' }]);
        echo('a', 'A, as it was changed');
        expect([pending(), outbox.unsettled().undelivered]).toEqual([[], []]);
      });
    });

    it('shows it no longer where the history policy leaves out what it has become', () => {
      marbles((_, clock) => {
        const { outbox, pending, signal$ } = setup(clock, []);
        outbox.resume(sentBefore());
        signal$.next({ type: 'skipped', items: [message('z', 0), message('a', 1)] });
        expect(pending()).toEqual([]);
      });
    });
  });

  describe('unsettled', () => {
    it('says what a later session has to know of each', () => {
      marbles(({ cold, flush }, clock) => {
        const { outbox, world, signal$ } = setup(clock, [status(400), NEVER]);
        const seen: unknown[] = [];
        catchUpBy(signal$);
        ['R', 'S', 'Q'].forEach((content) => outbox.send({ content, clientToken: content }).subscribe(IGNORE));
        cold('5ms x').subscribe(() => {
          world.ledger.enter(message('later', 7), 'live', outbox.hear);
          seen.push(outbox.unsettled());
        });
        flush();
        const none = { latestAt: 0, ids: [] };
        expect(seen).toEqual([
          {
            unsent: [
              {
                clientToken: 'S',
                contentType: 'text/plain',
                content: 'S',
                mayHaveArrived: true,
                postedAt: 0,
                handOver: none,
              },
              {
                clientToken: 'Q',
                contentType: 'text/plain',
                content: 'Q',
                mayHaveArrived: false,
                handOver: { latestAt: 7, ids: ['later'] },
              },
            ],
            undelivered: [
              {
                clientToken: 'R',
                contentType: 'text/plain',
                content: 'R',
                mayHaveArrived: false,
                handOver: none,
                at: 0,
                status: 'rejected',
              },
            ],
          },
        ]);
      });
    });
  });

  describe('with a ClientToken that is known', () => {
    it('joins in with what waits or is under way', () => {
      marbles(({ flush }, clock) => {
        const { outbox, pending, bodies } = setup(clock, [sentAs('a').pipe(delay(5)), sentAs('b')]);
        const seen: string[] = [];
        outbox.send('first').subscribe();
        const second = { content: 'B', clientToken: 'token' };
        outbox.send(second).subscribe();
        outbox.send(second).subscribe(({ type }) => seen.push(type));
        expect(pending()).toEqual(['first sending', 'B queued']);
        flush();
        expect([seen, contents(bodies(MESSAGE))]).toEqual([
          ['queued', 'sending', 'sent'],
          ['first', 'B'],
        ]);
      });
    });

    it('says how it was sent, before the echo and long after it', () => {
      marbles(({ cold, flush }, clock) => {
        const { outbox, echo, sent } = setup(clock, [sentAs('a')]);
        const mine = { content: 'A', clientToken: 'token' };
        const seen: unknown[] = [];
        const again = (): void => void outbox.send(mine).subscribe((progress) => seen.push(progress));
        outbox.send(mine).subscribe();
        cold('-b-e-a').subscribe((what) => (what === 'e' ? echo('a', 'A') : again()));
        flush();
        expect(seen).toMatchObject([
          { type: 'sent', id: 'a' },
          { type: 'sent', id: 'a' },
        ]);
        expect(sent).toHaveLength(1);
      });
    });

    it('tries again what was rejected', () => {
      marbles(({ flush }, clock) => {
        const { outbox, pending } = setup(clock, [status(400), sentAs('a')]);
        const mine = { content: 'A', clientToken: 'token' };
        outbox.send(mine).subscribe(IGNORE);
        outbox.send(mine).subscribe();
        flush();
        expect(pending()).toEqual(['A sent a']);
      });
    });

    it('refuses another text under it', () => {
      marbles(({ expectObservable, flush }, clock) => {
        const { outbox, pending } = setup(clock, [NEVER]);
        outbox.send({ content: 'A', clientToken: 'token' }).subscribe();
        const error = new InvalidArgumentError('clientToken', 'names another message already');
        expectObservable(outbox.send({ content: 'B', clientToken: 'token' })).toBe('#', undefined, error);
        flush();
        expect(pending()).toEqual(['A sending']);
      });
    });
  });

  describe('retry', () => {
    const uncertain = (fake: Setup, content: string): void => {
      fake.outbox.send({ content, clientToken: content }).subscribe(IGNORE);
      fake.catchUp();
    };

    it('checks its argument at the call, and knows its own messages', () => {
      marbles(({ expectObservable }, clock) => {
        const { outbox } = setup(clock, []);
        expect(() => outbox.retry('')).toThrow(/^clientToken /);
        const error = new InvalidArgumentError('clientToken', 'names no message of this session');
        expectObservable(outbox.retry('nobody')).toBe('#', undefined, error);
      });
    });

    it('posts again what was rejected: one subscription, one time', () => {
      marbles(({ flush }, clock) => {
        const { outbox, bodies, pending } = setup(clock, [status(400), status(400), sentAs('a')]);
        outbox.send({ content: 'A', clientToken: 'token' }).subscribe(IGNORE);
        const retry$ = outbox.retry('token');
        retry$.subscribe(IGNORE);
        retry$.subscribe(IGNORE);
        flush();
        expect(bodies(MESSAGE).map((body) => JSON.stringify(body))).toEqual(
          Array.from({ length: 3 }, () => JSON.stringify(bodies(MESSAGE)[0])),
        );
        expect(pending()).toEqual(['A sent a']);
      });
    });

    it('looks for what is unknown first, and posts it where it is not there, however old', () => {
      marbles(({ cold, flush }, clock) => {
        const fake = setup(clock, [broken(), sentAs('a')]);
        const seen: string[] = [];
        uncertain(fake, 'A');
        expect(fake.pending()).toEqual(['A unknown']);
        cold('600s r 4ms u').subscribe((what) => {
          if (what === 'u') return fake.catchUp();
          fake.outbox.retry('A').subscribe(({ type }) => seen.push(`${clock.now()} ${type}`));
        });
        flush();
        expect(seen).toEqual(['600000 queued', '600000 sending', '600005 sent']);
        expect(fake.sentAt(MESSAGE)).toEqual([0, 600_005]);
      });
    });

    it('takes nothing for it that came when it could not arrive any more', () => {
      marbles(({ cold, flush }, clock) => {
        const fake = setup(clock, [broken(), sentAs('a')]);
        fake.catchUp();
        uncertain(fake, 'A');
        cold('400s e 599ms r 4ms u').subscribe((what) => {
          if (what === 'e') return fake.echo('x', 'A');
          if (what === 'u') return fake.catchUp();
          fake.outbox.retry('A').subscribe(IGNORE);
        });
        flush();
        expect(fake.sentAt(MESSAGE)).toEqual([0, 400_605]);
        expect(fake.pending()).toEqual(['A sent a']);
      });
    });

    it('finds what is there, and posts nothing', () => {
      marbles(({ cold, flush }, clock) => {
        const fake = setup(clock, [broken()]);
        const seen: unknown[] = [];
        fake.catchUp();
        uncertain(fake, 'A');
        cold('-r-u').subscribe((what) => {
          if (what === 'r') {
            fake.outbox.retry('A').subscribe((progress) => seen.push(progress));
            return;
          }
          fake.world.ledger.enter({ ...message('a', 9, 'A'), participant: { id: 'me' } }, 'backfill', () => undefined);
          fake.catchUp();
        });
        flush();
        expect(seen.at(-1)).toEqual({ type: 'sent', clientToken: 'A', id: 'a', at: 9 });
        expect(fake.sent).toHaveLength(1);
      });
    });

    it('stands last in the line', () => {
      marbles(({ flush }, clock) => {
        const { outbox, bodies } = setup(clock, [status(400), sentAs('b').pipe(delay(3)), sentAs('c'), sentAs('a')]);
        outbox.send({ content: 'A', clientToken: 'A' }).subscribe(IGNORE);
        ['B', 'C'].forEach((content) => outbox.send(content).subscribe());
        outbox.retry('A').subscribe();
        flush();
        expect(contents(bodies(MESSAGE))).toEqual(['A', 'B', 'C', 'A']);
      });
    });

    it('says how it was sent where it was', () => {
      marbles(({ flush }, clock) => {
        const { outbox } = setup(clock, [sentAs('a')]);
        const seen: unknown[] = [];
        outbox.send({ content: 'A', clientToken: 'token' }).subscribe();
        outbox.retry('token').subscribe({ next: ({ type }) => seen.push(type), complete: () => seen.push('|') });
        flush();
        expect(seen).toEqual(['sent', '|']);
      });
    });
  });

  describe('discard', () => {
    it('checks its argument, and does nothing where there is no such message', () => {
      marbles((_, clock) => {
        const { outbox } = setup(clock, []);
        expect(() => outbox.discard('')).toThrow(/^clientToken /);
        expect(() => outbox.discard('nobody')).not.toThrow();
      });
    });

    it('takes back what waits', () => {
      marbles(({ cold, flush }, clock) => {
        const { outbox, bodies, pending } = setup(clock, [sentAs('a').pipe(delay(9)), sentAs('c')]);
        const errors: unknown[] = [];
        ['A', 'B', 'C'].forEach((content) =>
          outbox.send({ content, clientToken: content }).subscribe({ error: (error: unknown) => errors.push(error) }),
        );
        cold('---x').subscribe(() => {
          outbox.discard('B');
          expect(pending()).toEqual(['A sending', 'C queued']);
        });
        flush();
        expect([errors, contents(bodies(MESSAGE))]).toEqual([[new DiscardedError('B')], ['A', 'C']]);
      });
    });

    it('takes back what was to be sent and has not left', () => {
      marbles((_, clock) => {
        const { outbox, sent, pending, credentials$ } = setup(clock, [sentAs('a')]);
        credentials$.next(undefined);
        outbox.send({ content: 'A', clientToken: 'A' }).subscribe(IGNORE);
        expect(pending()).toEqual(['A sending']);
        outbox.discard('A');
        credentials$.next({ connectionToken: 'token 2' });
        expect([sent, pending(), outbox.unsettled().unsent]).toEqual([[], [], []]);
      });
    });

    it('tries no more to post what is under way, and goes on with the next', () => {
      marbles(({ cold, flush }, clock) => {
        const { outbox, sent, pending } = setup(clock, [NEVER, sentAs('b')]);
        const errors: unknown[] = [];
        outbox.send({ content: 'A', clientToken: 'A' }).subscribe({ error: (error: unknown) => errors.push(error) });
        outbox.send('B').subscribe();
        cold('---x').subscribe(() => outbox.discard('A'));
        flush();
        expect(errors).toEqual([new DiscardedError('A')]);
        expect(sent).toMatchObject([{ outcome: 'aborted' }, { outcome: 'answered' }]);
        expect(pending()).toEqual(['B sent b']);
      });
    });

    it.each([
      ['rejected', status(400)],
      ['unknown', broken()],
    ])('dismisses what is %s', (status$, answer) => {
      marbles((_, clock) => {
        const { outbox, pending, catchUp } = setup(clock, [answer]);
        outbox.send({ content: 'A', clientToken: 'A' }).subscribe(IGNORE);
        catchUp();
        expect(pending()).toEqual([`A ${status$}`]);
        outbox.discard('A');
        expect([pending(), outbox.unsettled()]).toEqual([[], { unsent: [], undelivered: [] }]);
      });
    });

    it('is safe in the callbacks of the message itself', () => {
      marbles(({ flush }, clock) => {
        const { outbox, sent, pending } = setup(clock, [sentAs('b')]);
        const seen: string[] = [];
        outbox.send({ content: 'A', clientToken: 'A' }).subscribe({
          next: ({ type }) => {
            seen.push(type);
            if (type === 'sending') outbox.discard('A');
          },
          error: (error: unknown) => {
            seen.push(nameOf(error));
            outbox.send('B').subscribe();
          },
        });
        flush();
        expect([seen, contents(sent.map(({ body }) => body)), pending()]).toEqual([
          ['queued', 'sending', 'DiscardedError'],
          ['B'],
          ['B sent b'],
        ]);
      });
    });

    it('leaves the echo of what had arrived to nobody else', () => {
      marbles(({ flush }, clock) => {
        const { outbox, pending, echo, catchUp } = setup(clock, [broken(), broken()]);
        const send = (clientToken: string): void => void outbox.send({ content: 'A', clientToken }).subscribe(IGNORE);
        send('first');
        catchUp();
        outbox.discard('first');
        send('second');
        catchUp();
        echo('a', 'A');
        flush();
        expect(pending()).toEqual(['A unknown']);
      });
    });
  });

  describe('when the chat is over', () => {
    const over: Signal = { type: 'ended', reason: 'ended' };

    it('accepts nothing', () => {
      marbles(({ expectObservable }, clock) => {
        const { outbox, set, pending } = setup(clock, []);
        set({ isOver: true });
        expectObservable(outbox.send('A')).toBe('#', undefined, new ChatEndedError());
        expect(pending()).toEqual([]);
      });
    });

    it.each<Signal>([{ type: 'left' }, { type: 'closing', reason: 'ended' }])(
      'accepts nothing from then on, and fails all that waits: %j',
      (signal) => {
        marbles(({ expectObservable, flush }, clock) => {
          const { outbox, pending, signal$, credentials$, sent } = setup(clock, [sentAs('a')]);
          credentials$.next(undefined);
          const errors: string[] = [];
          ['A', 'B'].forEach((text) =>
            outbox.send(text).subscribe({ error: (error: unknown) => errors.push(nameOf(error)) }),
          );
          signal$.next(signal);
          expect([errors, pending()]).toEqual([
            ['ChatEndedError', 'ChatEndedError'],
            ['A rejected', 'B rejected'],
          ]);
          expectObservable(outbox.send('C')).toBe('#', undefined, new ChatEndedError());
          flush();
          expect(sent).toEqual([]);
        });
      },
    );

    it('settles what is under way and what waits, offline too', () => {
      marbles((_, clock) => {
        const { outbox, pending, set, signal$, credentials$, world } = setup(clock, [NEVER]);
        catchUpBy(signal$);
        ['A', 'B'].forEach((text) => outbox.send(text).subscribe(IGNORE));
        world.ledger.enter({ ...message('a', 9, 'A'), participant: { id: 'me' } }, 'backfill', () => undefined);
        set({ isOver: true });
        signal$.next(over);
        credentials$.error(new ChatEndedError());
        expect(pending()).toEqual(['A sent a', 'B rejected']);
      });
    });

    it('leaves unknown what was posted and is not there', () => {
      marbles((_, clock) => {
        const { outbox, pending, set, credentials$ } = setup(clock, [NEVER]);
        const errors: unknown[] = [];
        outbox.send('A').subscribe({ error: (error: unknown) => errors.push(error) });
        set({ isOver: true });
        credentials$.error(new ChatEndedError());
        expect(errors).toMatchObject([{ name: 'OutcomeUnknownError', cause: { name: 'ChatEndedError' } }]);
        expect(pending()).toEqual(['A unknown']);
        outbox.retry('id 1').subscribe({ error: (error: unknown) => errors.push(error) });
        expect(errors[1]).toMatchObject({ name: 'OutcomeUnknownError', cause: { name: 'ChatEndedError' } });
      });
    });
  });

  describe('where the instance processes messages', () => {
    const processed = (id: string, MessageProcessingStatus: string): Observable<HttpEvent> =>
      ok({ Id: id, AbsoluteTime: '1970-01-01T00:00:00.001Z', MessageMetadata: { MessageProcessingStatus } });

    it.each([
      ['PROCESSING', 'sent', 'processing'],
      ['FAILED', 'sent', 'failed'],
      ['REJECTED', 'rejected', 'rejected'],
    ])('shows what it says: %s', (said, status$, processing) => {
      marbles((_, clock) => {
        const { outbox } = setup(clock, [processed('a', said)]);
        let pending: ReadonlyArray<PendingMessage> = [];
        outbox.pending$.subscribe((all) => (pending = all));
        outbox.send('A').subscribe();
        expect(pending).toMatchObject([{ status: status$, id: 'a', processing }]);
      });
    });

    it('shows what comes of one that was still processed', () => {
      marbles((_, clock) => {
        const { outbox, pending, signal$ } = setup(clock, [processed('a', 'PROCESSING')]);
        outbox.send('A').subscribe();
        expect(pending()).toEqual(['A sent a']);
        const item = { type: 'receipt', id: 'r', at: 2, messageId: 'a', receipts: [], processing: 'rejected' } as const;
        signal$.next({ type: 'item', item });
        expect(pending()).toEqual(['A rejected a']);
      });
    });

    it('dismisses what the chat may never show, and takes its echo for nothing else', () => {
      marbles((_, clock) => {
        const { outbox, pending, echo } = setup(clock, [processed('a', 'FAILED'), broken()]);
        outbox.send({ content: 'A', clientToken: 'A' }).subscribe();
        outbox.discard('A');
        expect([pending(), outbox.unsettled()]).toEqual([[], { unsent: [], undelivered: [] }]);
        outbox.send({ content: 'A', clientToken: 'another' }).subscribe(IGNORE);
        echo('a', 'A');
        expect(pending()).toEqual(['A sending']);
      });
    });

    it('does not take another text for a message without an answer', () => {
      marbles((_, clock) => {
        const { outbox, pending, echo, catchUp } = setup(clock, [processed('a', 'PROCESSING'), broken()]);
        outbox.send('first').subscribe();
        echo('a', 'f***t');
        outbox.send('second').subscribe(IGNORE);
        echo('b', 'deuxième');
        catchUp();
        expect(pending()).toEqual(['second unknown']);
      });
    });

    it('takes its own text with parts of it masked', () => {
      marbles((_, clock) => {
        const { outbox, pending, echo, catchUp } = setup(clock, [processed('a', 'PROCESSING'), broken()]);
        outbox.send('first').subscribe();
        echo('a', 'f***t');
        outbox.send('second').subscribe(IGNORE);
        echo('b', 's****d');
        catchUp();
        expect(pending()).toEqual([]);
      });
    });

    it('claims nothing where more than one may be meant', () => {
      marbles((_, clock) => {
        const { outbox, pending, echo, catchUp } = setup(clock, [sentAs('a'), broken(), broken()]);
        outbox.send('first').subscribe();
        echo('a', 'f***t');
        catchUp();
        outbox.send('pin 1').subscribe(IGNORE);
        catchUp();
        outbox.send('pin 2').subscribe(IGNORE);
        echo('b', 'pin *');
        catchUp();
        expect(pending()).toEqual(['pin 1 unknown', 'pin 2 unknown']);
      });
    });
  });

  it('learns from an answer who it is', () => {
    marbles((_, clock) => {
      const { world, signal$ } = fakeWorld(
        clock,
        { [MESSAGE]: [sentAs('a'), broken()] },
        { policies: { sendDeadlineMs: 0 } },
      );
      const outbox = createOutbox(world, undefined);
      let count = 0;
      outbox.pending$.subscribe((all) => (count = all.length));
      const hear = (id: string, content: string): void =>
        world.ledger.enter({ ...message(id, 1, content), participant: { id: 'me' } }, 'live', outbox.hear);
      outbox.send('A').subscribe();
      hear('a', 'A');
      outbox.send('B').subscribe(IGNORE);
      hear('b', 'B');
      catchUpBy(signal$);
      expect(count).toBe(0);
    });
  });

  it('takes no message that was there before for the echo', () => {
    marbles((_, clock) => {
      const { outbox, pending, catchUp, world } = setup(clock, [broken()]);
      const yesterday = { ...message('old', 1, 'hello?'), participant: { id: 'me' } };
      outbox.send('hello?').subscribe(IGNORE);
      world.ledger.enter(yesterday, 'backfill', outbox.hear);
      catchUp();
      expect(pending()).toEqual(['hello? unknown']);
    });
  });

  it.each<Signal>([{ type: 'offline' }, { type: 'lost', error: new SocketError() }])(
    'takes no message for the echo that may have been posted while it was away: %j',
    (away) => {
      marbles((_, clock) => {
        const { outbox, pending, catchUp, world, signal$ } = setup(clock, [broken()]);
        const elsewhere = { ...message('elsewhere', 9, 'hi'), participant: { id: 'me' } };
        catchUp();
        signal$.next(away);
        outbox.send('hi').subscribe(IGNORE);
        world.ledger.enter(elsewhere, 'backfill', outbox.hear);
        catchUp();
        expect(pending()).toEqual(['hi unknown']);
      });
    },
  );

  it('keeps no more than the newest of what is never shown, and of what it hears meanwhile', () => {
    marbles(({ flush }, clock) => {
      const answers = Array.from({ length: 203 }, (_, index) => sentAs(`m${index}`));
      const { outbox, pending } = setup(clock, answers, 'me', 300);
      for (let n = 0; n < 203; n += 1) outbox.send(`m${n}`).subscribe();
      flush();
      expect([pending().length, pending()[0]]).toEqual([100, 'm103 sent m103']);
    });
  });
});
