import { delay, filter, NEVER, of, startWith, throwError, type Observable } from 'rxjs';
import { InternalError, InvalidArgumentError, SocketError, SubscriptionError } from '../../../lib/chat/errors.js';
import { feed, type FeedEvent } from '../../../lib/engine/feed/feed.js';
import { DEFAULT_POLICIES, type Policies } from '../../../lib/engine/policies.js';
import { HEARTBEAT_FRAME, PING_FRAME, SUBSCRIBE_FRAME } from '../../../lib/protocol/outgoing-frames.js';
import { fakeSockets, frames, lost, obedient, type FakeSockets, type SocketScript } from '../../support/fake-socket.js';
import { sleepingClock } from '../../support/sleeping-clock.js';
import { marbles, type RunHelpers } from '../../support/marbles.js';

const policies: Policies = { ...DEFAULT_POLICIES, maxFrameBytes: 1_000 };
const subscribed: FeedEvent = { type: 'subscribed' };

/** A platform that never changes. */
const STEADY = { online$: NEVER, visible$: NEVER };

interface World extends RunHelpers {
  readonly sockets: FakeSockets;
  readonly feed$: ReturnType<typeof feed>;
}

const withSocket = (script: (helpers: RunHelpers) => SocketScript, body: (world: World) => void): void =>
  marbles((helpers, clock) => {
    const sockets = fakeSockets(clock, [script(helpers)]);
    body({
      ...helpers,
      sockets,
      feed$: feed({ ...STEADY, clock, openSocket: sockets.openSocket }, policies, 'wss://host/?secret'),
    });
  });

const item = (id: string): unknown => ({ type: 'item', item: expect.objectContaining({ id, type: 'message' }) });

describe('feed', () => {
  it('opens no socket before it is subscribed', () =>
    withSocket(
      () => ({}),
      ({ sockets }) => expect(sockets.asked).toEqual([]),
    ));

  it('opens the url with a hard limit above the policy', () =>
    withSocket(
      () => ({ opening$: NEVER }),
      ({ sockets, feed$, expectObservable, flush }) => {
        expectObservable(feed$, '!');
        flush();
        expect(sockets.asked).toEqual([{ url: 'wss://host/?secret', maxFrameBytes: 16_000 }]);
      },
    ));

  it('is one socket per subscription', () =>
    marbles(({ expectObservable, flush }, clock) => {
      const sockets = fakeSockets(clock, [{ reply: obedient }, { reply: obedient }]);
      const feed$ = feed({ ...STEADY, clock, openSocket: sockets.openSocket }, policies, 'wss://host/');
      expectObservable(feed$, '      5s !').toBe('a', { a: subscribed });
      expectObservable(feed$, '2s ^  5s !').toBe('2s a', { a: subscribed });
      flush();
      expect(sockets.closedAt()).toEqual([5_000, 7_001]);
    }));

  it('subscribes, pings and beats in this order, and emits subscribed at the acknowledgement', () =>
    withSocket(
      ({ cold }) => ({ opening$: cold('300ms o'), frame$: cold('200ms a', { a: frames.ack }) }),
      ({ sockets, feed$, expectObservable, flush }) => {
        expectObservable(feed$, '4s !').toBe('500ms s', { s: subscribed });
        flush();
        expect(sockets.sent()).toEqual([
          [300, SUBSCRIBE_FRAME],
          [300, PING_FRAME],
          [300, HEARTBEAT_FRAME],
        ]);
      },
    ));

  it('errors with notOpened when the socket does not open in time, and closes it', () =>
    withSocket(
      () => ({ opening$: NEVER }),
      ({ sockets, feed$, expectObservable, flush }) => {
        expectObservable(feed$).toBe('15s #', undefined, new SubscriptionError('notOpened'));
        flush();
        expect(sockets.closedAt()).toEqual([15_000]);
        expect(sockets.sent()).toEqual([]);
      },
    ));

  it('does not mind a socket that opens just in time', () =>
    withSocket(
      ({ cold }) => ({ opening$: cold('14999ms o'), reply: obedient }),
      ({ feed$, expectObservable }) => {
        expectObservable(feed$, '16s !').toBe('14999ms s', { s: subscribed });
      },
    ));

  it('errors with refused when the subscription is refused, and closes the socket', () =>
    withSocket(
      ({ cold }) => ({ frame$: cold('200ms r', { r: frames.refusal }) }),
      ({ sockets, feed$, expectObservable, flush }) => {
        expectObservable(feed$).toBe('200ms #', undefined, new SubscriptionError('refused'));
        flush();
        expect(sockets.closedAt()).toEqual([200]);
      },
    ));

  it('sends nothing more when the subscription is refused at once', () =>
    withSocket(
      () => ({ reply: () => of(frames.refusal) }),
      ({ sockets, feed$, expectObservable, flush }) => {
        expectObservable(feed$).toBe('#', undefined, new SubscriptionError('refused'));
        flush();
        expect(sockets.sent()).toEqual([[0, SUBSCRIBE_FRAME]]);
      },
    ));

  it('errors with unanswered when no acknowledgement comes in time, though items do', () =>
    withSocket(
      ({ cold }) => ({ frame$: cold('1s i', { i: frames.message('early') }) }),
      ({ sockets, feed$, expectObservable, flush }) => {
        expectObservable(feed$).toBe('1s i 3999ms #', { i: item('early') }, new SubscriptionError('unanswered'));
        flush();
        expect(sockets.closedAt()).toEqual([5_000]);
      },
    ));

  it('delivers items before and after the acknowledgement', () =>
    withSocket(
      ({ cold }) => ({
        frame$: cold('a-s-b', { a: frames.message('a'), s: frames.ack, b: frames.message('b') }),
      }),
      ({ feed$, expectObservable }) => {
        expectObservable(feed$, '9s !').toBe('a-s-b', { a: item('a'), s: subscribed, b: item('b') });
      },
    ));

  it('emits subscribed once, however often it is acknowledged', () =>
    withSocket(
      ({ cold }) => ({ frame$: cold('s-s', { s: frames.ack }) }),
      ({ feed$, expectObservable }) => {
        expectObservable(feed$, '9s !').toBe('s', { s: subscribed });
      },
    ));

  it('beats at every interval while all is answered, without a doubt', () =>
    withSocket(
      () => ({ reply: obedient }),
      ({ sockets, feed$, expectObservable, flush }) => {
        expectObservable(feed$, '25s !').toBe('s', { s: subscribed });
        flush();
        expect(sockets.sent().slice(3)).toEqual([
          [10_000, PING_FRAME],
          [10_000, HEARTBEAT_FRAME],
          [20_000, PING_FRAME],
          [20_000, HEARTBEAT_FRAME],
        ]);
      },
    ));

  it('doubts a silent socket, and gives it up when it stays silent', () =>
    withSocket(
      ({ cold }) => ({ frame$: cold('s 11999ms i', { s: frames.ack, i: frames.message('i') }) }),
      ({ sockets, feed$, expectObservable, flush }) => {
        const d = { type: 'doubt', heartbeat: 'heartbeat' };
        const expected = 's 9999ms d 1999ms i 2999ms (d#)';
        expectObservable(feed$).toBe(expected, { s: subscribed, d, i: item('i') }, new SocketError());
        flush();
        expect(sockets.closedAt()).toEqual([15_000]);
      },
    ));

  it.each(['online$', 'visible$'] as const)('asks at once when %s changes, and is assured by the answer', (port) =>
    marbles(({ hot, expectObservable, flush }, clock) => {
      const sockets = fakeSockets(clock, [{ reply: (text) => obedient(text).pipe(delay(20)) }]);
      const changes = hot('- 3s f', { f: false }).pipe(startWith(true));
      const ports = { ...STEADY, clock, openSocket: sockets.openSocket, [port]: changes };
      expectObservable(feed(ports, policies, 'wss://host/'), '4s !').toBe('20ms s 2980ms u 19ms a', {
        s: subscribed,
        u: { type: 'suspect' },
        a: { type: 'assured' },
      });
      flush();
      expect(sockets.sent().slice(3)).toEqual([
        [3_001, PING_FRAME],
        [3_001, HEARTBEAT_FRAME],
      ]);
    }),
  );

  it('opens its socket anew when the platform is back online during the handshake, and only then', () =>
    marbles(({ hot, expectObservable, flush }, clock) => {
      const sockets = fakeSockets(clock, [{ opening$: NEVER }, { reply: obedient }]);
      const online$ = hot('- 2s n 999ms y 7s (ny)', { n: false, y: true }).pipe(startWith(true));
      const ports = { ...STEADY, clock, openSocket: sockets.openSocket, online$ };
      const [u, a] = [{ type: 'suspect' }, { type: 'assured' }];
      expectObservable(feed(ports, policies, 'wss://host/'), '11s !').toBe('3001ms s 7000ms (uaua)', {
        s: subscribed,
        u,
        a,
      });
      flush();
      expect(sockets.closedAt()).toEqual([3_001, 11_000]);
    }));

  it.each([
    ['the handshake', '15200ms o', '100ms a', 15_000],
    ['the subscription', 'o', '5200ms a', 5_000],
  ])('does not give up because the process slept through the time of %s', (_, opening, acknowledged, dueAt) =>
    marbles(({ cold, expectObservable }, clock) => {
      const reply = (text: string): Observable<string> =>
        text.includes('aws/subscribe') ? cold(acknowledged, { a: frames.ack }) : obedient(text);
      const sockets = fakeSockets(clock, [{ opening$: cold(opening), reply }]);
      const ports = { ...STEADY, clock: sleepingClock(clock, dueAt, 600_000), openSocket: sockets.openSocket };
      const subscribed$ = feed(ports, policies, 'wss://host/').pipe(filter(({ type }) => type === 'subscribed'));
      expectObservable(subscribed$, '16s !').toBe(`${opening === 'o' ? 5_200 : 15_300}ms s`, { s: subscribed });
    }),
  );

  it('gives up what stays silent after a sleep too', () =>
    marbles(({ expectObservable }, clock) => {
      const sockets = fakeSockets(clock, [{ opening$: NEVER }]);
      const ports = { ...STEADY, clock: sleepingClock(clock, 15_000, 600_000), openSocket: sockets.openSocket };
      expectObservable(feed(ports, policies, 'wss://host/')).toBe(
        '20s #',
        undefined,
        new SubscriptionError('notOpened'),
      );
    }));

  it.each([1000, 1001, 1006, 1011, 4000])('errors with the code when the socket is closed with %d', (code) =>
    withSocket(
      ({ cold }) => ({ frame$: cold('s 6s #', { s: frames.ack }, new SocketError(code)) }),
      ({ sockets, feed$, expectObservable, flush }) => {
        expectObservable(feed$).toBe('s 6s #', { s: subscribed }, new SocketError(code));
        flush();
        expect(sockets.closedAt()).toEqual([6_001]);
      },
    ),
  );

  it('errors with the status when the handshake is refused', () =>
    withSocket(
      ({ cold }) => ({ opening$: cold('200ms #', undefined, new SocketError(undefined, 403)) }),
      ({ feed$, expectObservable }) => {
        expectObservable(feed$).toBe('200ms #', undefined, new SocketError(undefined, 403));
      },
    ));

  it.each([[new Error('connect wss://host/?secret')], ['secret'], [undefined], [{ code: 'ECONNRESET' }]])(
    'errors with a bare SocketError when a port fails in its own way: %p',
    (failure) =>
      withSocket(
        ({ cold }) => ({ opening$: cold('20ms #', undefined, failure) }),
        ({ feed$, expectObservable }) => {
          expectObservable(feed$).toBe('20ms #', undefined, new SocketError());
        },
      ),
  );

  it.each([
    ['a port refuses the url', new InvalidArgumentError('url', 'must be encrypted, except on loopback')],
    ['a port has a bug', new InternalError(new TypeError())],
  ])('hands on that %s', (_, refusal) => {
    withSocket(
      () => ({ opening$: throwError(() => refusal) }),
      ({ feed$, expectObservable }) => expectObservable(feed$).toBe('#', undefined, refusal),
    );
  });

  it('errors with a SocketError when a port completes', () =>
    marbles(({ cold, expectObservable }, clock) => {
      const feed$ = feed({ ...STEADY, clock, openSocket: () => cold('20ms |') }, policies, 'wss://host/');
      expectObservable(feed$).toBe('20ms #', undefined, new SocketError());
    }));

  it.each([
    ['errors', '100ms #'],
    ['completes', '100ms |'],
  ])('errors with a SocketError when the frames of a port %s', (_, frameMarbles) =>
    marbles(({ cold, expectObservable }, clock) => {
      const socket = { frame$: cold(frameMarbles), send: () => undefined };
      const feed$ = feed({ ...STEADY, clock, openSocket: () => cold('o', { o: socket }) }, policies, 'wss://host/');
      expectObservable(feed$).toBe('100ms #', undefined, new SocketError());
    }),
  );

  it.each([1, 4])('errors with a SocketError when the send of a port throws at call %d', (nth) =>
    marbles(({ cold, expectObservable }, clock) => {
      let calls = 0;
      const send = (): void => {
        calls += 1;
        if (calls === nth) throw new Error('secret');
      };
      const d: FeedEvent = { type: 'doubt', heartbeat: 'heartbeat' };
      const socket = { frame$: cold<unknown>('s', { s: frames.ack }), send };
      const feed$ = feed({ ...STEADY, clock, openSocket: () => cold('o', { o: socket }) }, policies, 'wss://host/');
      if (nth === 1) expectObservable(feed$).toBe('#', undefined, new SocketError());
      else expectObservable(feed$).toBe('s 9999ms (d#)', { s: subscribed, d }, new SocketError());
    }),
  );

  it('reports what it cannot use and goes on', () =>
    withSocket(
      ({ cold }) => ({
        frame$: cold('su-o-g-x-e-b-i', {
          s: frames.ack,
          u: 'no json',
          o: `"${'x'.repeat(1_000)}"`,
          g: frames.forbidden,
          x: '{"topic":"aws/other"}',
          e: '',
          b: new Uint8Array(1_001),
          i: frames.message('i'),
        }),
      }),
      ({ feed$, expectObservable }) => {
        expectObservable(feed$, '9s !').toBe('su-o-g-----b-i', {
          s: subscribed,
          u: { type: 'diagnostic', diagnostic: { type: 'unreadableFrame', at: 1, problems: expect.any(Array) } },
          o: { type: 'diagnostic', diagnostic: { type: 'oversizedFrame', at: 3, sizeInBytes: 1_002 } },
          g: { type: 'diagnostic', diagnostic: { type: 'gatewayError', at: 5 } },
          b: { type: 'diagnostic', diagnostic: { type: 'oversizedFrame', at: 11, sizeInBytes: 1_001 } },
          i: item('i'),
        });
      },
    ));

  it.each([
    ['mid-handshake', '100ms !', 100, 0],
    ['between opening and acknowledgement', '400ms !', 400, 3],
    ['after the acknowledgement', '1s !', 1_000, 3],
    ['after a beat', '11s !', 11_000, 5],
  ])('closes the socket and keeps no timer when it is unsubscribed %s', (_, subscription, at, sentCount) =>
    withSocket(
      ({ cold }) => ({ opening$: cold('300ms o'), frame$: cold('200ms a', { a: frames.ack }) }),
      ({ sockets, feed$, expectObservable, flush }) => {
        expectObservable(feed$, subscription);
        flush();
        expect(sockets.closedAt()).toEqual([at]);
        expect(sockets.sent()).toHaveLength(sentCount);
      },
    ),
  );

  it.each([
    ['while it is opening', { opening$: NEVER }, 1],
    ['while it awaits the acknowledgement', {}, 2],
    ['while it is idle', { reply: obedient }, 1],
  ])('%s it holds few timers, and none when it is unsubscribed', (_, script, count) =>
    marbles((_helpers, clock) => {
      const sockets = fakeSockets(clock, [script]);
      const pending = (): number => clock.actions.filter((action) => !action.closed).length;
      const subscription = feed(
        { ...STEADY, clock, openSocket: sockets.openSocket },
        policies,
        'wss://host/',
      ).subscribe();
      expect(pending()).toBe(count);
      subscription.unsubscribe();
      expect(pending()).toBe(0);
    }),
  );

  it('ends once when the socket is lost while it is being left', () =>
    withSocket(
      () => ({ frame$: throwError(() => lost) }),
      ({ sockets, feed$, expectObservable, flush }) => {
        expectObservable(feed$).toBe('#', undefined, lost);
        flush();
        expect(sockets.closedAt()).toEqual([0]);
      },
    ));
});
