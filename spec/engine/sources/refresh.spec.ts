import { merge, NEVER, takeUntil, type Observable } from 'rxjs';
import { InvalidArgumentError, SocketError } from '../../../lib/chat/errors.js';
import { loop } from '../../support/loop.js';
import type { HttpEvent } from '../../../lib/engine/ports.js';
import type { Signal } from '../../../lib/engine/signal.js';
import { refresh } from '../../../lib/engine/sources/refresh.js';
import { marbles } from '../../support/marbles.js';
import { timeline } from '../../support/timeline.js';
import { admission } from '../../support/wire.js';
import { fakeWorld, ok, status } from '../effects/fake-world.js';

const CONNECTION = '/participant/connection';

const SIGNALS: Readonly<Record<string, Signal>> = {
  s: { type: 'subscribed', number: 1 },
  l: { type: 'lost', error: new SocketError(1006) },
  d: { type: 'denied', connectionToken: 'token 1' },
  k: { type: 'closing', reason: 'disconnected' },
};

/** What is said from outside, and what comes of it. */
const scene = (
  answers: ReadonlyArray<Observable<HttpEvent>>,
  said: string,
  accepted = false,
): ReadonlyArray<string> => {
  let log: ReadonlyArray<string> = [];
  marbles(({ cold, hot }, clock) => {
    const { world, set } = fakeWorld(
      clock,
      { [CONNECTION]: answers, '/participant/transcript': [status(403), status(403)] },
      { connected: false },
    );
    set({ standing: { accepted, ...(accepted && { credentials: { connectionToken: 'token 1' } }) } });
    log = timeline(
      clock,
      loop<Signal>((signal$) => merge(refresh(world, signal$), hot(said, SIGNALS))).pipe(takeUntil(cold('99s x'))),
    );
  });
  return log.filter((text) => !text.endsWith(' |'));
};

describe('refresh', () => {
  it('obtains the first connection and a token', () => {
    expect(scene([ok(admission('1'))], '-')).toEqual([
      '0 connecting',
      '0 credentials token 1 until refused',
      '0 connection 1 wss://1.test until 3540000',
    ]);
  });

  it('renews a token that was refused, beside the connection', () => {
    const log = scene([ok(admission('1')), ok(admission('2'))], '-sd', true);
    expect(log.slice(-2)).toEqual(['2 denied token 1', '2 credentials token 2 until refused']);
  });

  it('fails when the participant token is refused at first', () => {
    expect(scene([status(403)], '-')).toEqual(['0 connecting', '0 failed AccessDeniedError']);
  });

  it('closes when it is refused twice after it was accepted, and nothing can be read', () => {
    expect(scene([ok(admission('1')), status(403), status(403)], '-s-l').slice(-2)).toEqual([
      '3 waiting 2 until 3 AccessDeniedError',
      '3 closing accessDenied',
    ]);
  });

  it('closes when it is refused at once, where an earlier time was accepted', () => {
    expect(scene([status(403), status(403)], '-', true).slice(-2)).toEqual([
      '0 waiting 2 until 0 AccessDeniedError',
      '0 closing accessDenied',
    ]);
  });

  it('ends at once where the participant has left', () => {
    marbles((_, clock) => {
      const { world, set, sent } = fakeWorld(clock);
      set({ standing: { accepted: true, left: true } });
      expect(timeline(clock, refresh(world, NEVER))).toEqual(['0 ended disconnected', '0 |']);
      expect(sent).toEqual([]);
    });
  });

  it('goes on with an end that had begun, and asks for no connection', () => {
    marbles((_, clock) => {
      const { world, set, sent } = fakeWorld(clock);
      set({ standing: { accepted: true, closing: 'ended' } });
      expect(timeline(clock, refresh(world, NEVER))).toEqual(['0 closing ended', '0 |']);
      expect(sent).toEqual([]);
    });
  });

  it('says that the session cannot go on where the platform has no sockets, though the service let it in', () => {
    const none = new InvalidArgumentError('ports.openSocket', 'is needed here');
    marbles(({ hot, flush }, clock) => {
      const { world, set } = fakeWorld(clock, { '/participant/connection': [ok(admission('1'))] });
      set({ standing: { accepted: true } });
      const refused: Record<string, Signal> = { x: { type: 'refused', number: 1, error: none } };
      const log = timeline(
        clock,
        loop<Signal>((signal$) => merge(refresh(world, signal$), hot('--x', refused))).pipe(takeUntil(hot('-----x'))),
      );
      flush();
      expect(log.at(-2)).toBe('2 failed InvalidArgumentError');
    });
  });

  it('errors with a bug', () => {
    marbles((_, clock) => {
      const { world, set } = fakeWorld(clock);
      set({ standing: { accepted: true } });
      const broken = { ...world, policies: { ...world.policies, backoffBaseMs: undefined as never } };
      const clockless = { ...broken, ports: { ...world.ports, clock: undefined as never } };
      expect(timeline(clock, refresh(clockless, NEVER))).toEqual(['0 connecting', '0 # InternalError']);
    });
  });

  it('ends when the chat does', () => {
    expect(scene([ok(admission('1'))], '-s-k-l').slice(-2)).toEqual(['3 closing disconnected', '5 lost SocketError']);
  });
});
