import { BehaviorSubject, delay, ignoreElements, map, merge, NEVER, of, throwError, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import {
  AccessDeniedError,
  ChatEndedError,
  NetworkError,
  OutcomeUnknownError,
  ValidationError,
} from '../../../lib/chat/errors.js';
import type { Position } from '../../../lib/chat/event.js';
import { deliver, type Delivery } from '../../../lib/engine/effects/deliver.js';
import type { SendProgress } from '../../../lib/engine/effects/send-progress.js';
import type { HttpEvent } from '../../../lib/engine/ports.js';
import type { Signal } from '../../../lib/engine/signal.js';
import type { World } from '../../../lib/engine/world.js';
import { message } from '../../support/items.js';
import { marbles } from '../../support/marbles.js';
import { throttledFor } from '../../support/wire.js';
import { broken, fakeWorld, ok, status, type FakeWorld } from './fake-world.js';

const MESSAGE = '/participant/message';
const OUTGOING = { content: 'hi', contentType: 'text/plain', clientToken: 'ct' };
const SENT = { Id: 'own', AbsoluteTime: '1970-01-01T00:00:00.009Z' };
const READING: Signal = { type: 'reading', reason: 'requested' };
const CAUGHT_UP: Signal = { type: 'caughtUp', places: [], over: false };

const NEW: Delivery = { message: OUTGOING, echo: () => undefined, note: () => undefined };
const OWN = { id: 'own', at: 5 };

/** Waits 10 ms after the first failure, 20 after the second, 40 from the third on. */
const setup = (
  clock: TestScheduler,
  answers: ReadonlyArray<Observable<HttpEvent>>,
  changes: Partial<World> = {},
): FakeWorld => {
  const fake = fakeWorld(
    clock,
    { [MESSAGE]: answers },
    { policies: { backoffBaseMs: 20, backoffCapMs: 80, sendDeadlineMs: 60 } },
  );
  const ports = { ...fake.world.ports, random: () => 0.5, online$: NEVER };
  return { ...fake, world: { ...fake.world, ports, ...changes } };
};

const throttled = (): Observable<HttpEvent> => status(429);

const text = (progress: SendProgress): string => {
  switch (progress.type) {
    case 'sent':
      return `sent ${progress.id} at ${progress.at}`;
    case 'waiting':
      return `waiting ${progress.attempt} until ${progress.resumesAt} ${progress.error.name}`;
    default:
      return progress.type;
  }
};

const VALUES = {
  s: 'sending',
  d: 'sent own at 9',
  e: 'sent own at 5',
  '1': 'waiting 1 until 10 NetworkError',
  '2': 'waiting 2 until 30 NetworkError',
  '3': 'waiting 3 until 70 NetworkError',
};

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : String(error));

const repairs = (said: ReadonlyArray<Signal>): number => said.filter(({ type }) => type === 'repair').length;

describe('deliver', () => {
  it('posts the message and says what it has become', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent, said } = setup(clock, [ok(SENT).pipe(delay(3))]);
      expectObservable(deliver(world, NEW).pipe(map(text))).toBe('s--(d|)', VALUES);
      flush();
      expect(sent).toMatchObject([{ body: { Content: 'hi', ContentType: 'text/plain', ClientToken: 'ct' } }]);
      expect(said).toEqual([{ type: 'sent', id: 'own' }]);
    });
  });

  it('tries again after each failure that passes, under the same ClientToken', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, bodies, sentAt } = setup(clock, [broken(), broken(), ok(SENT)]);
      expectObservable(deliver(world, NEW).pipe(map(text))).toBe('(s1) 6ms 2 19ms (d|)', VALUES);
      flush();
      expect(sentAt(MESSAGE)).toEqual([0, 10, 30]);
      expect(bodies(MESSAGE)).toEqual(Array.from({ length: 3 }, () => bodies(MESSAGE)[0]));
    });
  });

  it('waits for as long as the service asks', () => {
    marbles(({ expectObservable }, clock) => {
      const { world } = setup(clock, [throttledFor(2), ok(SENT)]);
      expectObservable(deliver(world, NEW).pipe(map(text))).toBe('(sw) 1996ms (d|)', {
        ...VALUES,
        w: 'waiting 1 until 2000 ThrottledError',
      });
    });
  });

  it('errors with what the service rejects it for', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, said } = setup(clock, [status(400)]);
      const error = new ValidationError({ operation: 'SendMessage', status: 400 });
      expectObservable(deliver(world, NEW).pipe(map(text))).toBe('(s#)', VALUES, error);
      flush();
      expect(said).toEqual([]);
    });
  });

  it.each([
    ['400', () => status(400)],
    ['403 with every token', () => status(403)],
    ['402', () => status(402)],
    ['409', () => status(409)],
  ])('looks for the echo before it tells of a rejection that follows a doubt: %s', (_, rejection) => {
    marbles(({ cold, flush }, clock) => {
      const { world, said, signal$, credentials$ } = setup(clock, [broken(), rejection(), rejection()]);
      const seen: string[] = [];
      deliver(world, { ...NEW, echo: () => OWN })
        .pipe(map(text))
        .subscribe((progress) => seen.push(`${clock.now()} ${progress}`));
      cold('20ms c').subscribe(() => credentials$.next({ connectionToken: 'token 2' }));
      cold('500ms u').subscribe(() => [READING, CAUGHT_UP].forEach((signal) => signal$.next(signal)));
      flush();
      expect([seen.at(-1), repairs(said)]).toEqual(['500 sent own at 5', 1]);
    });
  });

  it('does not call rejected what may have arrived, where no echo is there', () => {
    marbles(({ cold, flush }, clock) => {
      const { world, signal$ } = setup(clock, [broken(), status(400)]);
      const errors: unknown[] = [];
      deliver(world, NEW).subscribe({ error: (error: unknown) => errors.push(error) });
      cold('500ms u').subscribe(() => [READING, CAUGHT_UP].forEach((signal) => signal$.next(signal)));
      flush();
      expect(errors).toMatchObject([{ name: 'OutcomeUnknownError', cause: { name: 'ValidationError' } }]);
    });
  });

  it.each(['dns', 'refused'] as const)('leaves no doubt where nothing left: %s', (kind) => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, said } = setup(clock, [throwError(() => new NetworkError({ kind })), status(400)]);
      const error = new ValidationError({ operation: 'SendMessage', status: 400 });
      expectObservable(deliver(world, NEW).pipe(ignoreElements())).toBe('10ms #', VALUES, error);
      flush();
      expect(repairs(said)).toBe(0);
    });
  });

  it.each([
    [true, 'OutcomeUnknownError'],
    [false, 'ValidationError'],
  ])('believes that the platform is offline only where it said so before: online %s', (isOnline, outcome) => {
    marbles(({ cold, flush }, clock) => {
      const { world, signal$ } = setup(clock, [throwError(() => new NetworkError({ kind: 'offline' })), status(400)]);
      const ports = { ...world.ports, online$: merge(of(isOnline), NEVER) };
      const errors: string[] = [];
      deliver({ ...world, ports }, NEW).subscribe({ error: (error: unknown) => errors.push(nameOf(error)) });
      cold('500ms u').subscribe(() => [READING, CAUGHT_UP].forEach((signal) => signal$.next(signal)));
      flush();
      expect(errors).toEqual([outcome]);
    });
  });

  it('says when the first attempt left that may have arrived', () => {
    marbles(({ flush }, clock) => {
      const notes: unknown[] = [];
      const { world } = setup(clock, [throttled(), broken().pipe(delay(3)), broken(), ok(SENT)]);
      deliver(world, { ...NEW, note: (postedAt) => notes.push(postedAt) }).subscribe();
      flush();
      expect(notes).toEqual([0, undefined, 10]);
    });
  });

  describe('where the first attempt was so long ago that the service may have forgotten its ClientToken', () => {
    const old = (clock: TestScheduler, changes: Partial<Delivery> = {}): Delivery => ({
      ...NEW,
      postedAt: clock.now() - 300_000,
      ...changes,
    });

    it('looks for the echo before another attempt, and posts nothing', () => {
      marbles(({ cold, expectObservable, flush }, clock) => {
        const { world, said, signal$, sent } = setup(clock, [ok(SENT)]);
        cold('5ms u').subscribe(() => [READING, CAUGHT_UP].forEach((signal) => signal$.next(signal)));
        expectObservable(deliver(world, old(clock, { echo: () => OWN })).pipe(map(text))).toBe('s----(e|)', VALUES);
        flush();
        expect([repairs(said), sent.length]).toEqual([1, 0]);
      });
    });

    it('has an unknown outcome rather than a second posting', () => {
      marbles(({ cold, expectObservable, flush }, clock) => {
        const { world, signal$, sent } = setup(clock, [ok(SENT)]);
        cold('5ms u').subscribe(() => [READING, CAUGHT_UP].forEach((signal) => signal$.next(signal)));
        const error = new OutcomeUnknownError('ct');
        expectObservable(deliver(world, old(clock)).pipe(map(text))).toBe('s----#', VALUES, error);
        flush();
        expect(sent).toEqual([]);
      });
    });

    it('errs the same way where the clock was set back', () => {
      marbles(({ cold, flush }, clock) => {
        const { world, signal$, sent } = setup(clock, [ok(SENT)]);
        const errors: unknown[] = [];
        deliver(world, { ...NEW, postedAt: 1_000 }).subscribe({
          error: (error: unknown) => errors.push(nameOf(error)),
        });
        cold('5ms u').subscribe(() => [READING, CAUGHT_UP].forEach((signal) => signal$.next(signal)));
        flush();
        expect([errors, sent]).toEqual([['OutcomeUnknownError'], []]);
      });
    });

    it('posts again where somebody asks for it, once the echo is not there', () => {
      marbles(({ cold, expectObservable, flush }, clock) => {
        const { world, sentAt } = setup(clock, [ok(SENT)]);
        const caughtUp$ = cold('---x');
        const delivery = old(clock, { caughtUp$, isAskedFor: true });
        expectObservable(deliver(world, delivery).pipe(map(text))).toBe('s--(d|)', VALUES);
        flush();
        expect(sentAt(MESSAGE)).toEqual([3]);
      });
    });

    it('finds that out in the course of an outage', () => {
      marbles(({ cold, flush }, clock) => {
        const { world, sentAt, signal$ } = setup(clock, Array.from({ length: 99 }, broken), { isLive: () => false });
        const policies = { ...world.policies, clientTokenMs: 100 };
        const errors: unknown[] = [];
        deliver({ ...world, policies }, NEW).subscribe({ error: (error: unknown) => errors.push(nameOf(error)) });
        cold('500ms u').subscribe(() => [READING, CAUGHT_UP].forEach((signal) => signal$.next(signal)));
        flush();
        expect([sentAt(MESSAGE), errors]).toEqual([[0, 10, 30, 70], ['OutcomeUnknownError']]);
      });
    });

    it('finds that out when it has waited for another token', () => {
      marbles(({ cold, flush }, clock) => {
        const { world, sentAt, signal$, credentials$ } = setup(clock, [broken(), status(403)], { isLive: () => false });
        const policies = { ...world.policies, clientTokenMs: 100 };
        const errors: unknown[] = [];
        deliver({ ...world, policies }, NEW).subscribe({ error: (error: unknown) => errors.push(nameOf(error)) });
        cold('500ms c 9ms u').subscribe((what) => {
          if (what === 'c') credentials$.next({ connectionToken: 'token 2' });
          else [READING, CAUGHT_UP].forEach((signal) => signal$.next(signal));
        });
        flush();
        expect([sentAt(MESSAGE), errors]).toEqual([[0, 10], ['OutcomeUnknownError']]);
      });
    });
  });

  it('looks for the echo first where an earlier session may have posted it', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const { world, sent } = setup(clock, []);
      const delivery = { ...NEW, postedAt: 0, caughtUp$: cold('---x'), echo: () => OWN };
      expectObservable(deliver(world, delivery).pipe(map(text))).toBe('s--(e|)', VALUES);
      flush();
      expect(sent).toEqual([]);
    });
  });

  it('posts what is not there then, and was posted lately', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const { world, sentAt } = setup(clock, [ok(SENT)]);
      const delivery = { ...NEW, postedAt: 0, caughtUp$: cold('---x') };
      expectObservable(deliver(world, delivery).pipe(map(text))).toBe('s--(d|)', VALUES);
      flush();
      expect(sentAt(MESSAGE)).toEqual([3]);
    });
  });

  it.each([
    ['PROCESSING', 'processing', 1],
    ['FAILED', 'failed', 1],
    ['REJECTED', 'rejected', 0],
  ])('says what the instance makes of the message: %s', (MessageProcessingStatus, processing, echoesDue) => {
    marbles(({ flush }, clock) => {
      const { world, said } = setup(clock, [ok({ ...SENT, MessageMetadata: { MessageProcessingStatus } })]);
      const seen: SendProgress[] = [];
      deliver(world, NEW).subscribe((progress) => seen.push(progress));
      flush();
      expect(seen.at(-1)).toEqual({ type: 'sent', clientToken: 'ct', id: 'own', at: 9, processing });
      expect(said.filter(({ type }) => type === 'sent')).toHaveLength(echoesDue);
    });
  });

  it('gives up what has failed for `sendDeadlineMs` while the session was live', () => {
    marbles(({ flush }, clock) => {
      const { world, sentAt } = setup(clock, Array.from({ length: 9 }, throttled));
      const errors: string[] = [];
      deliver(world, NEW).subscribe({ error: (error: unknown) => errors.push(nameOf(error)) });
      flush();
      const times = sentAt(MESSAGE);
      expect(errors).toEqual(['ThrottledError']);
      expect(times.filter((at) => at >= 60)).toHaveLength(1);
      expect(times.length).toBeGreaterThan(1);
    });
  });

  it('does not give up while the session is not live', () => {
    marbles(({ flush }, clock) => {
      const answers = Array.from({ length: 10 }, () => broken());
      const { world, sent } = setup(clock, [...answers, ok(SENT)], { isLive: () => false });
      const seen: string[] = [];
      deliver(world, NEW).subscribe(({ type }) => seen.push(type));
      flush();
      expect([seen.at(-1), sent.length]).toEqual(['sent', 11]);
    });
  });

  it('counts that time anew when the session has been away', () => {
    marbles(({ flush }, clock) => {
      let isLive = true;
      const answers = Array.from({ length: 4 }, () => broken());
      const { world } = setup(clock, [...answers, ok(SENT)], { isLive: () => isLive });
      const seen: string[] = [];
      deliver(world, NEW).subscribe((progress) => {
        seen.push(progress.type);
        isLive = seen.filter((type) => type === 'waiting').length !== 2;
      });
      flush();
      expect(seen.at(-1)).toBe('sent');
    });
  });

  it.each([
    ['the network failed', broken()],
    ['the service failed', status(500)],
    ['the answer made no sense', ok({ Id: 'alone' })],
    ['something in between answered', ok('nonsense')],
    ['a proxy wanted a login', status(407)],
  ])('looks for the echo of what may have arrived: %s', (_, failure) => {
    marbles(({ cold, flush }, clock) => {
      const fake = setup(clock, [failure, failure, failure, failure]);
      fake.world.ledger.enter(message('own', 5), 'live', () => undefined);
      const seen: string[] = [];
      deliver(fake.world, { ...NEW, echo: () => OWN })
        .pipe(map(text))
        .subscribe((progress) => seen.push(`${clock.now()} ${progress}`));
      cold('500ms u').subscribe(() => [READING, CAUGHT_UP].forEach((signal) => fake.signal$.next(signal)));
      flush();
      expect(seen.at(-1)).toBe('500 sent own at 5');
      expect(repairs(fake.said)).toBe(1);
    });
  });

  it('says that the outcome is unknown when there is no echo', () => {
    marbles(({ cold, flush }, clock) => {
      const { world, signal$ } = setup(clock, [broken(), broken(), broken(), broken()]);
      const errors: unknown[] = [];
      deliver(world, NEW).subscribe({ error: (error: unknown) => errors.push(error) });
      cold('500ms u').subscribe(() => [READING, CAUGHT_UP].forEach((signal) => signal$.next(signal)));
      flush();
      expect(errors).toEqual([new OutcomeUnknownError('ct', new NetworkError({ operation: 'SendMessage' }))]);
      expect(errors).toMatchObject([{ clientToken: 'ct' }]);
    });
  });

  it('does not take a reading for the answer that began before it asked', () => {
    marbles(({ cold, flush }, clock) => {
      const { world, signal$ } = setup(clock, [broken(), broken(), broken(), broken()]);
      const reading: Signal = { type: 'reading', reason: 'audit' };
      let echo: Position | undefined;
      const seen: string[] = [];
      deliver(world, { ...NEW, echo: () => echo })
        .pipe(map(text))
        .subscribe({ next: (progress) => seen.push(progress), error: (error: unknown) => seen.push(nameOf(error)) });
      cold('60ms r 39ms u r 8ms e u', { r: reading, u: CAUGHT_UP }).subscribe((signal) => {
        if (clock.now() === 110) echo = OWN;
        else signal$.next(signal);
      });
      flush();
      expect(seen.at(-1)).toMatch('sent own');
    });
  });

  it('errors with a refusal that leaves no doubt', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, said, credentials$ } = setup(clock, [status(403), status(403)]);
      const error = new AccessDeniedError({ operation: 'SendMessage', status: 403 });
      of(0)
        .pipe(delay(5))
        .subscribe(() => credentials$.next({ connectionToken: 'token 2' }));
      expectObservable(deliver(world, NEW).pipe(map(text))).toBe('s----#', VALUES, error);
      flush();
      expect(repairs(said)).toBe(0);
    });
  });

  it('errors when the chat ends before an attempt', () => {
    marbles(({ cold, expectObservable }, clock) => {
      const { world, credentials$ } = setup(clock, [throttled()]);
      cold('-----x').subscribe(() => credentials$.error(new ChatEndedError()));
      expectObservable(deliver(world, NEW).pipe(map(text))).toBe(
        '(sw) - #',
        { ...VALUES, w: 'waiting 1 until 10 ThrottledError' },
        new ChatEndedError(),
      );
    });
  });

  it('looks once more when the chat ends after a doubt, without asking', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const { world, credentials$, said } = setup(clock, [broken()], { isOver: () => true });
      world.ledger.enter(message('own', 5), 'live', () => undefined);
      cold('-----x').subscribe(() => credentials$.error(new ChatEndedError()));
      expectObservable(deliver(world, { ...NEW, echo: () => OWN }).pipe(map(text))).toBe('(s1) - (e|)', VALUES);
      flush();
      expect(repairs(said)).toBe(0);
    });
  });

  it('pauses while the session is offline, and goes on under the same ClientToken', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const online$ = new BehaviorSubject(true);
      const { world, sent } = setup(clock, [NEVER, ok(SENT)], { online$ });
      cold('--n--y', { n: false, y: true }).subscribe((wanted) => online$.next(wanted));
      expectObservable(deliver(world, NEW).pipe(map(text))).toBe('s----(d|)', VALUES);
      flush();
      expect(sent).toMatchObject([
        { at: 0, outcome: 'aborted', body: { ClientToken: 'ct' } },
        { at: 5, outcome: 'answered', body: { ClientToken: 'ct' } },
      ]);
    });
  });

  it('remembers that an attempt abandoned for that may have arrived', () => {
    marbles(({ cold, flush }, clock) => {
      const online$ = new BehaviorSubject(true);
      const { world, credentials$, said, signal$ } = setup(clock, [NEVER], { online$ });
      const errors: unknown[] = [];
      deliver(world, NEW).subscribe({ error: (error: unknown) => errors.push(nameOf(error)) });
      cold('--n--e--y 90ms u', { n: false, y: true }).subscribe((wanted) => {
        if (clock.now() === 5) credentials$.error(new ChatEndedError());
        else if (clock.now() > 90) [READING, CAUGHT_UP].forEach((signal) => signal$.next(signal));
        else online$.next(wanted);
      });
      flush();
      expect([errors, repairs(said)]).toEqual([['OutcomeUnknownError'], 1]);
    });
  });

  it('aborts when unsubscribed', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = setup(clock, [NEVER]);
      expectObservable(deliver(world, NEW).pipe(map(text)), '--!').toBe('s', VALUES);
      flush();
      expect(sent).toMatchObject([{ outcome: 'aborted' }]);
      expect(clock.actions.filter(({ closed }) => !closed)).toEqual([]);
    });
  });
});
