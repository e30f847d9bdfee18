import { delay, EMPTY, merge, NEVER, startWith, takeUntil, type Observable } from 'rxjs';
import { InternalError, InvalidArgumentError, SocketError, SubscriptionError } from '../../../lib/chat/errors.js';
import { loop } from '../../support/loop.js';
import type { Policies } from '../../../lib/engine/policies.js';
import type { HttpEvent } from '../../../lib/engine/ports.js';
import type { Signal } from '../../../lib/engine/signal.js';
import { connections } from '../../../lib/engine/sources/connections.js';
import type { Standing } from '../../../lib/engine/world.js';
import { marbles, type RunHelpers } from '../../support/marbles.js';
import { timeline } from '../../support/timeline.js';
import { admission } from '../../support/wire.js';
import { broken, fakeWorld, ok, status } from '../effects/fake-world.js';

const CONNECTION = '/participant/connection';

const SIGNALS: Readonly<Record<string, Signal>> = {
  '1': { type: 'subscribed', number: 1 },
  '2': { type: 'subscribed', number: 2 },
  '3': { type: 'subscribed', number: 3 },
  r: { type: 'refused', number: 1, error: new SubscriptionError('refused') },
  R: { type: 'refused', number: 2, error: new SubscriptionError('refused') },
  m: { type: 'refused', number: 1, error: new InvalidArgumentError('ports.openSocket', 'is needed here') },
  w: { type: 'refused', number: 1, error: new InvalidArgumentError('agent', 'is none for sockets') },
  b: { type: 'refused', number: 1, error: new InternalError(new TypeError()) },
  l: { type: 'lost', error: new SocketError(1006) },
  d: { type: 'doubt', heartbeat: 'heartbeat' },
};

const at = (name: string): Observable<HttpEvent> => ok(admission(name));

interface Scene {
  readonly answers: ReadonlyArray<Observable<HttpEvent>>;
  /** What the live source says. */
  readonly live: string;
  readonly isAccepted?: boolean;
  readonly standing?: Standing;
  readonly policies?: Partial<Policies>;
  /** What the platform says of the network, after its present state. */
  readonly online?: string;
  readonly until?: string;
}

/** All that is said, with its time. The first wait is of 10 ms, the second of 20, the third of 40. */
const scene = ({
  answers,
  live,
  isAccepted = true,
  standing,
  policies,
  online = '-',
  until = '300s',
}: Scene): ReadonlyArray<string> => {
  let log: ReadonlyArray<string> = [];
  marbles(({ hot, cold }: RunHelpers, clock) => {
    const fake = fakeWorld(
      clock,
      { [CONNECTION]: answers },
      { policies: { backoffBaseMs: 20, refreshAfterMs: 1_000_000, ...policies } },
    );
    fake.set({ standing: standing ?? { accepted: true } });
    const online$ = hot(online, { y: true, n: false }).pipe(startWith(true));
    const world = { ...fake.world, ports: { ...fake.world.ports, random: () => 0.5, online$ } };
    const source$ = loop<Signal>((signal$) =>
      merge(
        connections(world, signal$, () => isAccepted),
        hot(live, SIGNALS),
      ),
    );
    log = timeline(clock, source$.pipe(takeUntil(cold(`${until} x`))));
  });
  return log.filter((text) => !/ credentials | \|$/.test(text)).map((text) => text.replace(/ wss.*$/, ''));
};

describe('connections', () => {
  it('makes the first at once', () => {
    expect(scene({ answers: [at('1')], live: '--1' })).toEqual(['0 connecting', '0 connection 1', '2 subscribed 1']);
  });

  it('attempts again until a socket has subscribed, with waits that grow', () => {
    const log = scene({ answers: [broken(), status(500), at('3')], live: '-------' });
    expect(log).toEqual([
      '0 connecting',
      '0 waiting 1 until 10 NetworkError',
      '10 connecting',
      '10 waiting 2 until 30 ServiceError',
      '30 connecting',
      '30 connection 3',
    ]);
  });

  it('counts a socket that never came to receive as a failure', () => {
    expect(scene({ answers: [at('1'), at('2')], live: '-----r' })).toEqual([
      '0 connecting',
      '0 connection 1',
      '5 refused 1 SubscriptionError',
      '5 waiting 1 until 15 SubscriptionError',
      '15 connecting',
      '15 connection 2',
    ]);
  });

  it.each([
    ['m', 'InvalidArgumentError'],
    ['w', 'InvalidArgumentError'],
    ['b', 'InternalError'],
  ])('errors where the platform cannot open sockets at all: %s', (how, name) => {
    const log = scene({ answers: [at('1'), at('2')], live: `--${how}` });
    expect(log.filter((text) => text.includes('connection'))).toHaveLength(1);
    expect(log.at(-1)).toContain(name);
  });

  it('comes back after a loss when a jittered while has passed', () => {
    expect(scene({ answers: [at('1'), at('2')], live: '-1---l' })).toEqual([
      '0 connecting',
      '0 connection 1',
      '1 subscribed 1',
      '5 lost SocketError',
      '5 waiting 1 until 15 SocketError',
      '15 connecting',
      '15 connection 2',
    ]);
  });

  it('begins backoff anew where a socket has lasted', () => {
    const log = scene({ answers: [broken(), at('2'), broken(), at('4')], live: '19ms 2 10s l' });
    expect(log.filter((text) => text.includes('waiting'))).toEqual([
      '0 waiting 1 until 10 NetworkError',
      '10020 waiting 1 until 10030 SocketError',
      '10030 waiting 1 until 10040 NetworkError',
    ]);
  });

  it('takes attempts in vain and sockets that do not last for one series', () => {
    const answers = [broken(), at('2'), at('3'), broken(), broken(), at('6')];
    const log = scene({ answers, live: '20ms 2 l 28ms 3 l' });
    expect(log.filter((text) => text.includes('waiting'))).toEqual([
      '0 waiting 1 until 10 NetworkError',
      '21 waiting 2 until 41 SocketError',
      '51 waiting 3 until 91 SocketError',
      '91 waiting 3 until 131 NetworkError',
      '131 waiting 4 until 211 NetworkError',
    ]);
  });

  it('waits longer each time where sockets are lost soon after they have subscribed', () => {
    const answers = [at('1'), at('2'), at('3'), at('4')];
    const log = scene({ answers, live: '-1-l 20ms 2-l 30ms 3-l', policies: { backoffCapMs: 70 } });
    expect(log.filter((text) => text.includes('waiting'))).toEqual([
      '3 waiting 1 until 13 SocketError',
      '26 waiting 2 until 46 SocketError',
      '59 waiting 3 until 94 SocketError',
    ]);
  });

  it.each([
    ['has lasted', '9998ms', 1],
    ['is lost a moment earlier', '9997ms', 3],
  ])('takes the loss of a socket that %s for number %i of its series', (_, lived, expected) => {
    const answers = [at('1'), at('2'), at('3'), at('4')];
    const log = scene({ answers, live: `-1-l 20ms 2-l 30ms 3 ${lived} -l` });
    expect(log.filter((text) => text.includes('waiting')).at(-1)).toContain(`waiting ${expected} until`);
  });

  it('forgets a series where the socket before the present one has lasted', () => {
    const answers = [at('1'), at('2'), at('3'), at('4')];
    const log = scene({ answers, live: '-1-l 20ms 2 20s d 3 l' });
    expect(log.filter((text) => text.includes('waiting')).map((text) => text.split(' ')[2])).toEqual(['1', '1']);
  });

  it('asks anew for a connection that was asked for before the platform went offline', () => {
    const log = scene({ answers: [NEVER, at('2')], live: '-', online: '--n-y' });
    expect(log).toEqual(['0 connecting', '4 connection 1']);
  });

  it('spaces by minutes, in the end, what is merely due and cannot be had', () => {
    const answers = [at('1'), ...Array.from({ length: 20 }, () => status(500))];
    const policies = { refreshAfterMs: 1_000, backoffBaseMs: 1_000 };
    const log = scene({ answers, live: '-1', policies, until: '1800s' });
    const waits = log.filter((text) => text.includes('waiting')).map((text) => text.split(' '));
    const lengths = waits.map(([from, , , , until]) => Number(until) - Number(from));
    expect(lengths.slice(0, 3)).toEqual([500, 1_000, 2_000]);
    expect(new Set(lengths.slice(9))).toEqual(new Set([150_000]));
  });

  it('does not leave it at that where the present socket is lost', () => {
    const answers = [at('1'), ...Array.from({ length: 8 }, () => status(500)), at('10')];
    const policies = { refreshAfterMs: 1_000, backoffBaseMs: 1_000 };
    const log = scene({ answers, live: '-1 70s -l', policies });
    expect(log.slice(-4)).toEqual([
      '64450 waiting 8 until 128450 ServiceError',
      '70003 lost SocketError',
      '70503 connecting',
      '70503 connection 10',
    ]);
  });

  it('makes the next when it is due', () => {
    const log = scene({ answers: [at('1'), at('2')], live: '-1', policies: { refreshAfterMs: 1_000 } });
    expect(log).toEqual(['0 connecting', '0 connection 1', '1 subscribed 1', '950 connecting', '950 connection 2']);
  });

  it('makes none for a date of a connection that never came to receive', () => {
    const log = scene({ answers: [at('1')], live: '-', policies: { refreshAfterMs: 1_000 } });
    expect(log).toEqual(['0 connecting', '0 connection 1']);
  });

  it('forgets that date when the next is made', () => {
    const answers = [at('1'), at('2')];
    const log = scene({ answers, live: '-1- 800ms d 2', policies: { refreshAfterMs: 1_000 }, until: '1500ms' });
    expect(log.filter((text) => text.includes('connection '))).toEqual(['0 connection 1', '803 connection 2']);
  });

  it('makes another beside one that is doubted, at most once a minute', () => {
    const answers = [at('1'), at('2'), at('3'), at('4')];
    const log = scene({ answers, live: '-1-d 2 10s d 10s d 40s d 3' });
    expect(log.filter((text) => text.includes('connection '))).toEqual([
      '0 connection 1',
      '3 connection 2',
      '60007 connection 3',
    ]);
  });

  it('makes one at a time, whatever asks meanwhile', () => {
    const answers = [at('1'), at('2').pipe(delay(20)), at('3')];
    const log = scene({ answers, live: '-1-d-l-d-l' });
    expect(log.filter((text) => text.includes('connect'))).toEqual([
      '0 connecting',
      '0 connection 1',
      '3 connecting',
      '23 connection 2',
    ]);
  });

  it('goes on from the connection that an earlier time has left', () => {
    const connection = { number: 9, url: 'wss://kept.test', refreshAt: 50_000, obtainedAt: 0 };
    const log = scene({ answers: [at('2')], live: '--r', standing: { accepted: true, connection } });
    expect(log).toEqual([
      '0 connecting',
      '0 connection 1',
      '2 refused 1 SubscriptionError',
      '2 waiting 1 until 12 SubscriptionError',
      '12 connecting',
      '12 connection 2',
    ]);
  });

  it.each([
    ['could be opened until a moment ago', { obtainedAt: -85_000 }, 1],
    ['can be opened for another moment', { obtainedAt: -84_999 }, 0],
    ['does not say when it was obtained', {}, 1],
    ['was obtained by a clock that is ahead', { obtainedAt: 1 }, 1],
  ])('asks for another connection where the one at hand %s', (_, obtained, expected) => {
    const connection = { number: 9, url: 'wss://kept.test', refreshAt: 50_000, ...obtained };
    let asked = -1;
    marbles((__, clock) => {
      const { world, set, sent } = fakeWorld(clock, { [CONNECTION]: [at('1')] });
      set({ standing: { accepted: true, connection } });
      connections(world, EMPTY, () => true).subscribe();
      asked = sent.length;
    });
    expect(asked).toBe(expected);
  });

  it('is due no later than by its own clock where the connection at hand was dated by another', () => {
    const connection = { number: 9, url: 'wss://kept.test', refreshAt: 9e12, obtainedAt: 0 };
    const standing = { accepted: true, connection };
    const log = scene({ answers: [at('2')], live: '-1', standing, policies: { refreshAfterMs: 1_000 } });
    expect(log).toEqual(['0 connecting', '0 connection 1', '1 subscribed 1', '1000 connecting', '1000 connection 2']);
  });

  it.each([
    ['a refusal', status(403), 'AccessDeniedError'],
    ['a bad request', status(400), 'ValidationError'],
  ])('errors with %s of a participant who was never accepted', (_, answer, name) => {
    expect(scene({ answers: [answer], live: '-', isAccepted: false })).toEqual(['0 connecting', `0 # ${name}`]);
  });

  it('waits out what passes, for one who was never accepted', () => {
    expect(scene({ answers: [status(500), at('2')], live: '-', isAccepted: false })).toEqual([
      '0 connecting',
      '0 waiting 1 until 10 ServiceError',
      '10 connecting',
      '10 connection 2',
    ]);
  });

  it('errors with the second refusal in a row while there is no socket, and nothing to be read', () => {
    expect(scene({ answers: [at('1'), status(403), status(403)], live: '-1-l' }).slice(-5)).toEqual([
      '13 connecting',
      '13 waiting 1 until 23 AccessDeniedError',
      '23 connecting',
      '23 waiting 2 until 43 AccessDeniedError',
      '23 # AccessDeniedError',
    ]);
  });

  it('waits out a refusal while a socket receives', () => {
    const log = scene({ answers: [at('1'), status(403), at('3')], live: '-1-d' });
    expect(log.slice(-3)).toEqual(['3 waiting 1 until 13 AccessDeniedError', '13 connecting', '13 connection 3']);
  });

  it('ends what is under way when unsubscribed', () => {
    marbles(({ hot, expectObservable, expectSubscriptions, flush }, clock) => {
      const { world, sent } = fakeWorld(clock, { [CONNECTION]: [at('1').pipe(delay(9))] });
      const signal$ = hot<Signal>('-----');
      expectObservable(
        connections(world, signal$, () => true),
        '^--!',
      ).toBe('c', { c: { type: 'connecting' } });
      flush();
      expectSubscriptions([signal$.subscriptions[0]!]).toBe('^--!');
      expect(signal$.subscriptions.every(({ unsubscribedFrame }) => unsubscribedFrame === 3)).toBe(true);
      expect(sent).toMatchObject([{ outcome: 'aborted' }]);
    });
  });
});
