import { delay, NEVER, of, takeUntil, throwError, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { InvalidArgumentError, SocketError } from '../../lib/chat/errors.js';
import type { ChatDetails } from '../../lib/engine/chat-details.js';
import { createEngine, eventsOf, type EngineConfig } from '../../lib/engine/create-engine.js';
import type { Policies } from '../../lib/engine/policies.js';
import type { HttpEvent, Ports } from '../../lib/engine/ports.js';
import type { Session } from '../../lib/engine/session.js';
import { fakeSockets, obedient, type SocketScript } from '../support/fake-socket.js';
import { message } from '../support/items.js';
import { marbles } from '../support/marbles.js';
import { admission, transcriptPage } from '../support/wire.js';
import { fakeWorld, ok, status, type Answers } from './effects/fake-world.js';

const CONNECTION = '/participant/connection';
const TRANSCRIPT = '/participant/transcript';
const SECRET = 'a-very-secret-value';
const DETAILS: ChatDetails = { contactId: 'contact', participantToken: 'participant token' };

const admitted = ok(admission('1')).pipe(delay(1));
const page = (...ids: ReadonlyArray<string>): Observable<HttpEvent> =>
  ok(transcriptPage(ids.map((id, index) => message(id, index)))).pipe(delay(1));

const caught = (action: () => unknown): unknown => {
  try {
    return action();
  } catch (error) {
    return error;
  }
};

const platform = (clock: TestScheduler): Ports => fakeWorld(clock).world.ports;

/** A session of a service that follows scripts. */
const sessionOf = (
  clock: TestScheduler,
  answers: Answers,
  scripts: ReadonlyArray<SocketScript>,
  { ports = {}, policies = {} }: { readonly ports?: Partial<Ports>; readonly policies?: Partial<Policies> } = {},
): Session => {
  const { world } = fakeWorld(clock, answers);
  const sockets = fakeSockets(clock, scripts);
  const engine = createEngine(
    { ...world.ports, openSocket: sockets.openSocket },
    { endpoint: 'https://service.test', ports, policies },
  );
  return engine.session(DETAILS);
};

/** A socket that opens and answers after a moment, as any real one does. */
const healthy: SocketScript = {
  opening$: of(0).pipe(delay(1)),
  reply: (text) => obedient(text).pipe(delay(1)),
};

describe('createEngine', () => {
  it.each<readonly [string, EngineConfig]>([
    ['region', {}],
    ['region', { region: SECRET }],
    ['endpoint', { endpoint: SECRET }],
    ['endpoint', { endpoint: `http://${SECRET}.test` }],
    ['endpoint', { endpoint: `https://user:${SECRET}@service.test` }],
    ['useFipsEndpoint', { endpoint: `https://${SECRET}.test`, useFipsEndpoint: true }],
    ['useDualstackEndpoint', { endpoint: `https://${SECRET}.test`, useDualstackEndpoint: true }],
  ])('throws an error that names %s and not its value: %j', (field, config) => {
    marbles((_, clock) => {
      const error = caught(() => createEngine(platform(clock), config));
      expect(error).toBeInstanceOf(InvalidArgumentError);
      expect(error).toMatchObject({ field });
      expect(String(error)).not.toContain(SECRET);
    });
  });

  it.each<readonly [string, ChatDetails]>([
    ['contactId', { contactId: '', participantToken: SECRET }],
    ['contactId', { contactId: SECRET.repeat(20), participantToken: SECRET }],
    ['participantToken', { contactId: 'contact', participantToken: '' }],
    ['participantToken', { contactId: 'contact', participantToken: SECRET.repeat(60) }],
    ['participantId', { contactId: 'contact', participantToken: SECRET, participantId: '' }],
    ['initialContactId', { contactId: 'contact', participantToken: SECRET, initialContactId: '' }],
    [
      'resumeFrom',
      {
        contactId: 'contact',
        participantToken: SECRET,
        resumeFrom: { version: 1, contactId: SECRET, standing: { accepted: true }, told: [], unsent: [] },
      },
    ],
  ])('prepares no session where %s is unusable, and repeats no value', (field, details) => {
    marbles((_, clock) => {
      const engine = createEngine(platform(clock), { region: 'us-west-2' });
      const error = caught(() => engine.session(details));
      expect(error).toBeInstanceOf(InvalidArgumentError);
      expect(error).toMatchObject({ field });
      expect(String(error)).not.toContain(SECRET);
    });
  });

  it('does nothing before a session connects', () => {
    marbles((_, clock) => {
      const { world, sent } = fakeWorld(clock);
      const { event$, status$ } = createEngine(world.ports, { region: 'us-west-2' }).session(DETAILS);
      const seen: string[] = [];
      event$.subscribe();
      status$.subscribe(({ type }) => seen.push(type));
      expect([seen, sent]).toEqual([['idle'], []]);
    });
  });

  it('takes parts of the platform from its configuration', () => {
    marbles((_, clock) => {
      const urls: string[] = [];
      const http: Ports['http'] = ({ url }) => {
        urls.push(url);
        return NEVER;
      };
      createEngine(platform(clock), { region: 'us-west-2', ports: { http } }).session(DETAILS).connect().unsubscribe();
      expect(urls).toEqual(['https://participant.connect.us-west-2.amazonaws.com/participant/connection']);
    });
  });

  it('lets a session differ from its other sessions', () => {
    marbles(({ cold, flush }, clock) => {
      const { world } = fakeWorld(clock, {
        [CONNECTION]: [admitted, admitted],
        [TRANSCRIPT]: [page('a', 'b'), page('a', 'b')],
      });
      const { openSocket } = fakeSockets(clock, [healthy, healthy]);
      const policies = { backoffBaseMs: 1, overlapMs: 0, overlapItems: 0 };
      const engine = createEngine({ ...world.ports, openSocket }, { endpoint: 'https://service.test', policies });
      const seen: unknown[] = [];
      const online = [undefined, { policies: { history: { mostRecent: 1 } } }].map((options) => {
        const { connect, event$ } = engine.session(DETAILS, options);
        const ids: string[] = [];
        seen.push(ids);
        event$.subscribe((event) => event.type === 'message' && ids.push(event.id));
        return connect();
      });
      cold('9ms x').subscribe(() => online.forEach((session) => session.unsubscribe()));
      flush();
      expect(seen).toEqual([['a', 'b'], ['b']]);
    });
  });

  it('takes a part of the platform that is undefined from the platform', () => {
    marbles((_, clock) => {
      const { world, sent } = fakeWorld(clock, { [CONNECTION]: [NEVER] });
      const ports = { http: undefined, clock: undefined };
      createEngine(world.ports, { endpoint: 'https://service.test', ports }).session(DETAILS).connect().unsubscribe();
      expect(sent).toHaveLength(1);
    });
  });

  it('lets its sessions share one rate budget', () => {
    marbles(({ flush }, clock) => {
      const { world, sentAt } = fakeWorld(clock);
      const rates = { ...world.policies.rates, CreateParticipantConnection: { perSecond: 1, burst: 1 } };
      const engine = createEngine(
        { ...world.ports, http: (request) => world.ports.http(request) },
        { endpoint: 'https://service.test', policies: { rates, backoffBaseMs: 1_000_000, backoffCapMs: 1_000_000 } },
      );
      const online = [engine.session(DETAILS).connect(), engine.session(DETAILS).connect()];
      of(0)
        .pipe(delay(999))
        .subscribe(() => expect(sentAt(CONNECTION)).toEqual([0]));
      of(0)
        .pipe(delay(1_001))
        .subscribe(() => online.forEach((session) => session.unsubscribe()));
      flush();
    });
  });

  it('comes to be live when the service has acknowledged', () => {
    marbles(({ cold, flush }, clock) => {
      const { connect, status$ } = sessionOf(clock, { [CONNECTION]: [admitted], [TRANSCRIPT]: [page('a')] }, [healthy]);
      const seen: string[] = [];
      status$.subscribe(({ type }) => seen.push(`${clock.now()} ${type}`));
      const online = connect();
      cold('9ms x').subscribe(() => online.unsubscribe());
      flush();
      expect(seen).toEqual(['0 idle', '0 connecting', '3 live', '109 idle']);
    });
  });

  it('waits and attempts again when the platform refuses a socket at once', () => {
    marbles(({ cold, flush }, clock) => {
      const answers = { [CONNECTION]: Array.from({ length: 9 }, () => admitted) };
      const policies = { backoffBaseMs: 10, backoffCapMs: 10 };
      const refusing = { openSocket: () => throwError(() => new SocketError()), random: () => 0.9 };
      const { connect, status$ } = sessionOf(clock, answers, [], { ports: refusing, policies });
      const seen: string[] = [];
      status$.subscribe(({ type }) => seen.push(type));
      const online = connect();
      cold('15ms x').subscribe(() => online.unsubscribe());
      flush();
      expect(seen.slice(0, 4)).toEqual(['idle', 'connecting', 'waiting', 'connecting']);
    });
  });

  it('comes back after a loss where a socket had received within the very moment it was made', () => {
    marbles(({ cold, flush }, clock) => {
      const answers = { [CONNECTION]: [admitted, admitted], [TRANSCRIPT]: [page('a'), page('a')] };
      const dying: SocketScript = { reply: obedient, frame$: cold('5ms #', undefined, new SocketError(1006)) };
      const { connect, status$ } = sessionOf(clock, answers, [dying, { reply: obedient }]);
      const seen: string[] = [];
      status$.subscribe(({ type }) => seen.push(type));
      const online = connect();
      cold('50ms x').subscribe(() => online.unsubscribe());
      flush();
      expect(seen.filter((type) => type === 'live')).toHaveLength(2);
    });
  });

  it('outlives a transcript that refuses to be read', () => {
    marbles(({ cold, flush }, clock) => {
      const answers = { [CONNECTION]: [admitted], [TRANSCRIPT]: [status(400).pipe(delay(1)), page('a')] };
      const { connect, event$, status$ } = sessionOf(clock, answers, [healthy], { policies: { auditMs: 0 } });
      const errors: unknown[] = [];
      const seen: string[] = [];
      event$.subscribe({ error: (error: unknown) => errors.push(error) });
      status$.subscribe(({ type }) => seen.push(type));
      const online = connect();
      cold('9ms x').subscribe(() => online.unsubscribe());
      flush();
      expect(errors).toEqual([]);
      expect(seen).toEqual(['idle', 'connecting', 'live', 'idle']);
    });
  });

  it('shows the gaps that were told before anybody looked at the transcript', () => {
    marbles(({ cold, flush }, clock) => {
      const endless = ok(transcriptPage([message('b', 2)], 'next')).pipe(delay(1));
      const answers = { [CONNECTION]: [admitted], [TRANSCRIPT]: [endless] };
      const { connect, event$, transcript$ } = sessionOf(clock, answers, [healthy], { policies: { maxPages: 1 } });
      const seen: unknown[] = [];
      event$.subscribe(({ type }) => seen.push(type));
      const online = connect();
      cold('9ms x').subscribe(() => {
        transcript$.pipe(takeUntil(of(0).pipe(delay(1)))).subscribe(({ gaps }) => seen.push(gaps.length));
        online.unsubscribe();
      });
      flush();
      expect(seen).toEqual(['gap', 'message', 1]);
    });
  });

  it.each([
    ['is sent by one who no longer listens', 'message'],
    ['is read', 'transcript'],
  ])('shows a bug once that stops what %s', (_, operation) => {
    marbles(({ cold, flush }, clock) => {
      const bug = throwError(() => new RangeError(SECRET));
      const well = { [CONNECTION]: [admitted], [TRANSCRIPT]: [page(), page()], '/participant/message': [NEVER] };
      const answers = { ...well, [`/participant/${operation}`]: [bug, bug, NEVER] };
      const session = sessionOf(clock, answers, [healthy]);
      const bugs: unknown[] = [];
      session.diagnostic$.subscribe((said) => said.type === 'internalError' && bugs.push(said.error));
      const online = session.connect();
      session.send('hello').subscribe().unsubscribe();
      cold('900ms x').subscribe(() => online.unsubscribe());
      flush();
      expect(bugs).not.toEqual([]);
      expect(new Set(bugs).size).toBe(bugs.length);
      expect(bugs).toMatchObject(bugs.map(() => ({ name: 'InternalError', thrown: 'RangeError' })));
    });
  });
});

describe('eventsOf', () => {
  it('connects for as long as it is subscribed to', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = fakeWorld(clock, { [CONNECTION]: [NEVER, NEVER] });
      const engine = createEngine(world.ports, { endpoint: 'https://service.test' });
      const events$ = eventsOf(() => engine.session(DETAILS));
      expect(sent).toEqual([]);
      expectObservable(events$, '--^--!').toBe('');
      expectObservable(events$, '---^--!').toBe('');
      flush();
      expect(sent).toMatchObject([
        { at: 2, outcome: 'aborted' },
        { at: 3, outcome: 'aborted' },
      ]);
    });
  });

  it('errors when the session could not begin', () => {
    marbles(({ flush }, clock) => {
      const { world } = fakeWorld(clock, { [CONNECTION]: [status(403)] });
      const engine = createEngine(world.ports, { endpoint: 'https://service.test' });
      const errors: unknown[] = [];
      eventsOf(() => engine.session(DETAILS)).subscribe({ error: (error: unknown) => errors.push(error) });
      flush();
      expect(errors).toMatchObject([{ name: 'AccessDeniedError' }]);
    });
  });

  it('errors with what the details are refused for', () => {
    marbles(({ expectObservable }, clock) => {
      const engine = createEngine(platform(clock), { region: 'us-west-2' });
      const events$ = eventsOf(() => engine.session({ ...DETAILS, contactId: '' }));
      expectObservable(events$).toBe(
        '#',
        undefined,
        new InvalidArgumentError('contactId', 'must have 1 to 256 characters'),
      );
    });
  });
});
