import { delay, EMPTY, merge, takeUntil, type Observable } from 'rxjs';
import { SocketError } from '../../../lib/chat/errors.js';
import { loop } from '../../support/loop.js';
import type { Signal } from '../../../lib/engine/signal.js';
import { live } from '../../../lib/engine/sources/live.js';
import { fakeSockets, frames, lost, obedient, type FakeSockets, type SocketScript } from '../../support/fake-socket.js';
import { marbles, type RunHelpers } from '../../support/marbles.js';
import { sleepingClock } from '../../support/sleeping-clock.js';
import { timeline } from '../../support/timeline.js';
import { fakeWorld } from '../effects/fake-world.js';

const connection = (number: number): Signal => ({
  type: 'connection',
  connection: { number, url: `wss://${number}.test`, refreshAt: Infinity },
});

const CONNECTIONS = { '1': connection(1), '2': connection(2), '3': connection(3) };

interface Result {
  readonly log: ReadonlyArray<string>;
  readonly sockets: Pick<FakeSockets, 'trace' | 'asked'>;
}

/** What is said of the sockets of some connections, for a minute. */
const scene = (made: string, scripts: (helpers: RunHelpers) => ReadonlyArray<SocketScript>, until = '60s'): Result => {
  let result: Result | undefined;
  marbles((helpers, clock) => {
    const { world } = fakeWorld(clock);
    const sockets = fakeSockets(clock, scripts(helpers));
    const ports = { ...world.ports, openSocket: sockets.openSocket };
    const source$ = loop<Signal>((signal$) =>
      merge(live({ ...world, ports }, signal$), helpers.hot(made, CONNECTIONS)),
    );
    result = { log: timeline(clock, source$.pipe(takeUntil(helpers.cold(`${until} x`)))), sockets };
  });
  const { log, sockets } = result ?? { log: [], sockets: { trace: [], asked: [] } };
  return { log: log.filter((text) => !/ connection |\|$/.test(text)), sockets };
};

const closings = ({ trace }: Pick<FakeSockets, 'trace'>): ReadonlyArray<string> =>
  trace.filter(({ did }) => did === 'closed').map(({ at, socket }) => `${at} ${socket}`);

const after = (helpers: RunHelpers, marble: string, values: Readonly<Record<string, unknown>>): Observable<unknown> =>
  helpers.cold(marble, values);

const chat = (type: string): string =>
  JSON.stringify({
    topic: 'aws/chat',
    content: JSON.stringify({
      AbsoluteTime: '2026-03-02T10:15:10.370Z',
      ContentType: `application/vnd.amazonaws.connect.event.${type}`,
      Id: type,
      Type: 'EVENT',
      ContactId: 'contact',
    }),
  });

describe('live', () => {
  it('opens a socket for each connection and says when it receives', () => {
    const { log, sockets } = scene('--1', () => [{ reply: obedient }]);
    expect(log).toEqual(['2 subscribed 1']);
    expect(sockets.asked.map(({ url }) => url)).toEqual(['wss://1.test']);
  });

  it('says what is pushed, before the subscription is acknowledged too', () => {
    const { log } = scene(
      '-1',
      (helpers) => [
        { frame$: after(helpers, '-a-k-b', { a: frames.message('a'), k: frames.ack, b: frames.message('b') }) },
      ],
      '6ms',
    );
    expect(log).toEqual(['2 item a', '4 subscribed 1']);
  });

  it('says what was odd in an item, and the item', () => {
    const odd = frames.message('a').replace('\\"Ana\\"', '7');
    const { log } = scene('-1', (helpers) => [{ frame$: after(helpers, '-a', { a: odd }) }], '6ms');
    expect(log).toEqual(['2 diagnostic oddItem', '2 item a']);
  });

  it('closes the older socket only when the newer has subscribed', () => {
    const { log, sockets } = scene(
      '-1---2',
      (helpers) => [
        {
          reply: obedient,
          frame$: after(helpers, '-----a-b--c', {
            a: frames.message('a'),
            b: frames.message('b'),
            c: frames.message('c'),
          }),
        },
        { frame$: after(helpers, '----k', { k: frames.ack }) },
      ],
      '15ms',
    );
    expect(log).toEqual(['1 subscribed 1', '6 item a', '8 item b', '9 subscribed 2']);
    expect(closings(sockets)).toEqual(['9 1', '15 2']);
  });

  it('keeps the older socket when the newer never comes to receive', () => {
    const { log, sockets } = scene(
      '-1---2',
      (helpers) => [
        { reply: obedient, frame$: after(helpers, '9ms a', { a: frames.message('a') }) },
        { frame$: after(helpers, '--k', { k: frames.refusal }) },
      ],
      '15ms',
    );
    expect(log).toEqual(['1 subscribed 1', '7 refused 2 SubscriptionError', '10 item a']);
    expect(closings(sockets)).toEqual(['7 2', '15 1']);
  });

  it('tells a socket that was lost from one that was refused', () => {
    const { log } = scene('-1---2---3', ({ cold }) => [
      { reply: obedient, frame$: cold('--#', undefined, lost) },
      { opening$: cold('--#', undefined, new SocketError(undefined, 403)) },
      { frame$: cold('--#', undefined, lost) },
    ]);
    expect(log).toEqual([
      '1 subscribed 1',
      '3 lost SocketError',
      '7 refused 2 SocketError',
      '11 refused 3 SocketError',
    ]);
  });

  it('says nothing of a socket that it closed itself', () => {
    const { log } = scene('-1---2', () => [{ reply: obedient }, { reply: obedient }], '9ms');
    expect(log).toEqual(['1 subscribed 1', '5 subscribed 2']);
  });

  it('says that the chat closes when the service does', () => {
    const { log } = scene(
      '-1',
      (helpers) => [{ reply: obedient, frame$: after(helpers, '--e', { e: chat('chat.ended') }) }],
      '9ms',
    );
    expect(log).toEqual(['1 subscribed 1', '3 item chat.ended', '3 closing ended']);
  });

  it.each(['garbage', frames.forbidden])('asks for a repair where a frame may have been lost with it: %s', (frame) => {
    const { log } = scene('-1', (helpers) => [{ reply: obedient, frame$: after(helpers, '--x', { x: frame }) }], '9ms');
    expect(log.slice(1)).toEqual(
      frame === 'garbage'
        ? ['3 diagnostic unreadableFrame', '3 repair unreadableFrame']
        : ['3 diagnostic gatewayError'],
    );
  });

  it('doubts a socket that misses a heartbeat, and gives up one that misses two in a row', () => {
    const { log, sockets } = scene('-1', ({ cold }) => [{ frame$: cold('k', { k: frames.ack }) }]);
    expect(log).toEqual(['1 subscribed 1', '10001 doubt heartbeat', '15001 doubt heartbeat', '15001 lost SocketError']);
    expect(closings(sockets)).toEqual(['15001 1']);
  });

  it('does not give up one that misses every other heartbeat', () => {
    const { log } = scene(
      '-1',
      (helpers) => [
        {
          frame$: after(helpers, 'k 14s h 12999ms h', { k: frames.ack, h: frames.heartbeat }),
        },
      ],
      '31s',
    );
    expect(log.filter((text) => !text.includes('ping'))).toEqual([
      '1 subscribed 1',
      '10001 doubt heartbeat',
      '25001 doubt heartbeat',
    ]);
  });

  it('says that it suspects a socket, and that it is assured, only of one that receives', () => {
    marbles(({ cold, flush }, clock) => {
      const { world } = fakeWorld(clock);
      const log = (scripts: ReadonlyArray<SocketScript>): ReadonlyArray<string> => {
        const sockets = fakeSockets(clock, scripts);
        const online$ = cold('t-f', { t: true, f: false });
        const ports = { ...world.ports, openSocket: sockets.openSocket, online$ };
        return timeline(clock, live({ ...world, ports }, cold('1', CONNECTIONS)).pipe(takeUntil(cold('9ms x'))));
      };
      const receiving = log([{ reply: (text) => obedient(text).pipe(delay(1)) }]);
      const opening = log([{ opening$: cold('o'), reply: () => EMPTY }]);
      flush();
      expect(receiving).toEqual(['1 subscribed 1', '2 suspect', '3 assured', '9 |']);
      expect(opening).toEqual(['9 |']);
    });
  });

  it('wishes for a reading when the process was asleep', () => {
    marbles(({ cold, flush }, clock) => {
      const { world } = fakeWorld(clock);
      const { openSocket } = fakeSockets(clock, [{ reply: obedient }]);
      const ports = { ...world.ports, clock: sleepingClock(clock, 5_000, 3_600_000), openSocket };
      const log = timeline(clock, live({ ...world, ports }, cold('1', CONNECTIONS)).pipe(takeUntil(cold('11s x'))));
      flush();
      expect(log).toEqual(['0 subscribed 1', '10000 repair woken', '11000 |']);
    });
  });

  it('closes every socket when unsubscribed, and leaves no timer', () => {
    marbles(({ hot, cold, flush }, clock) => {
      const { world } = fakeWorld(clock);
      const sockets = fakeSockets(clock, [{ reply: obedient }, { opening$: cold('-') }]);
      const ports = { ...world.ports, openSocket: sockets.openSocket };
      live({ ...world, ports }, hot('-1-2', CONNECTIONS))
        .pipe(takeUntil(cold('5ms x')))
        .subscribe();
      flush();
      expect(sockets.openCount()).toBe(0);
      expect(clock.actions.filter(({ closed }) => !closed)).toEqual([]);
    });
  });
});
