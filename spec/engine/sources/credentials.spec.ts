import { delay, merge, takeUntil, tap, type Observable } from 'rxjs';
import { loop } from '../../support/loop.js';
import type { HttpEvent } from '../../../lib/engine/ports.js';
import type { Signal } from '../../../lib/engine/signal.js';
import { credentials } from '../../../lib/engine/sources/credentials.js';
import { nextStanding } from '../../../lib/engine/standing.js';
import type { Standing } from '../../../lib/engine/world.js';
import { marbles } from '../../support/marbles.js';
import { timeline } from '../../support/timeline.js';
import { admission, answerAt } from '../../support/wire.js';
import { broken, fakeWorld, ok, status } from '../effects/fake-world.js';

const CONNECTION = '/participant/connection';
const TRANSCRIPT = '/participant/transcript';

const SIGNALS: Readonly<Record<string, Signal>> = {
  a: { type: 'denied', connectionToken: 'token 1' },
  b: { type: 'denied', connectionToken: 'token b' },
  n: { type: 'credentials', credentials: { connectionToken: 'token n', renewAt: 30 } },
};

/** A token that is due soon. */
const DUE = { credentials: { connectionToken: 'token 1', renewAt: 20 } };

interface Result {
  readonly log: ReadonlyArray<string>;
  readonly askedAt: ReadonlyArray<number>;
}

const scene = (
  answers: ReadonlyArray<Observable<HttpEvent>>,
  said: string,
  known: Partial<Pick<Standing, 'credentials' | 'deniedToken'>> = { credentials: { connectionToken: 'token 1' } },
  transcript: ReadonlyArray<Observable<HttpEvent>> = [],
  random = 0,
): Result => {
  let result: Result = { log: [], askedAt: [] };
  marbles(({ cold, hot }, clock) => {
    const fake = fakeWorld(clock, { [CONNECTION]: answers, [TRANSCRIPT]: transcript });
    const { sentAt } = fake;
    const world = { ...fake.world, ports: { ...fake.world.ports, random: () => random } };
    let standing: Standing = { accepted: true, ...known };
    const remember = tap((signal: Signal) => (standing = nextStanding(standing, signal)));
    const source$ = loop<Signal>((signal$) =>
      merge(credentials({ ...world, standing: () => standing }, signal$), hot(said, SIGNALS)),
    ).pipe(remember, takeUntil(cold('999s x')));
    const log = timeline(clock, source$);
    cold('999s x').subscribe(() => {
      result = { log: log.filter((text) => !text.endsWith(' |')), askedAt: sentAt(CONNECTION) };
    });
  });
  return result;
};

describe('credentials', () => {
  it('renews the token when it is due, alone', () => {
    const { log } = scene([ok(admission('b'))], '-', { credentials: { connectionToken: 'token 1', renewAt: 20 } });
    expect(log).toEqual(['20 credentials token b until refused']);
  });

  it('goes by the newest token’s date', () => {
    const { log } = scene([ok(admission('b'))], '-----n', { credentials: { connectionToken: 'token 1', renewAt: 20 } });
    expect(log).toEqual(['5 credentials token n until 30', '30 credentials token b until refused']);
  });

  it('renews again and again', () => {
    const answers = [1, 2].map((_, index) => answerAt(0, admission(`t${index}`, undefined, 600_000)));
    const { log } = scene([...answers, ok(admission('b'))], '-', {
      credentials: { connectionToken: 'token 1', renewAt: 0 },
    });
    expect(log).toEqual([
      '0 credentials token t0 until 300000',
      '300000 credentials token t1 until 600000',
      '600000 credentials token b until refused',
    ]);
  });

  it('renews nothing that has no date', () => {
    expect(scene([], '-')).toEqual({ log: [], askedAt: [] });
    expect(scene([], '-', {})).toEqual({ log: [], askedAt: [] });
  });

  it('renews a token that was refused', () => {
    const { log } = scene([ok(admission('b')).pipe(delay(3))], '--a');
    expect(log).toEqual(['2 denied token 1', '5 credentials token b until refused']);
  });

  it('renews once for many refusals', () => {
    const { askedAt } = scene([ok(admission('b')).pipe(delay(3))], '--aaa--a');
    expect(askedAt).toEqual([2]);
  });

  it('does not mind the refusal of a token that was replaced already', () => {
    const { askedAt } = scene([], '-b-b');
    expect(askedAt).toEqual([]);
  });

  it('attempts again when it fails in passing', () => {
    const { log, askedAt } = scene([broken(), status(500), status(400), ok(admission('b'))], '--a');
    expect(log.slice(1)).toEqual(['2 credentials token b until refused']);
    expect(askedAt).toEqual([2, 2, 2, 2]);
  });

  it('spaces by minutes, in the end, what is merely due and cannot be had', () => {
    const failures = Array.from({ length: 99 }, () => status(500));
    const { askedAt } = scene(failures, '-', DUE, [], 0.5);
    expect(askedAt.slice(0, 5)).toEqual([20, 20, 21, 23, 27]);
    const waits = askedAt.slice(1).map((at, index) => at - (askedAt[index] ?? 0));
    expect(new Set(waits.slice(19))).toEqual(new Set([150_000]));
  });

  it('hurries where the token at hand is refused meanwhile', () => {
    const answers = [...Array.from({ length: 15 }, () => status(500)), ok(admission('b'))];
    const { askedAt } = scene(answers, '9s a', DUE, [], 0.5);
    expect(askedAt.slice(13)).toEqual([4_115, 8_211, 9_000]);
  });

  it('errors when the participant token is refused twice in a row, and nothing can be read', () => {
    const { log, askedAt } = scene([status(403), status(403)], '--a', undefined, [status(403), status(403)]);
    expect(log).toEqual(['2 denied token 1', '2 # AccessDeniedError']);
    expect(askedAt).toEqual([2, 2]);
  });

  it('says the token at hand anew, to be used on, where the transcript can be read with it', () => {
    const { log } = scene([status(403), ok(admission('b'))], '--a', undefined, [ok({ Transcript: [] })]);
    expect(log).toEqual([
      '2 denied token 1',
      '2 repair withoutSocket',
      '2 credentials token 1 until 300002',
      '300002 credentials token b until refused',
    ]);
  });

  it('renews at once a token that was refused while the session was offline', () => {
    const { askedAt } = scene([ok(admission('b'))], '-', {
      credentials: { connectionToken: 'token 1' },
      deniedToken: 'token 1',
    });
    expect(askedAt).toEqual([0]);
  });

  it('ends what is under way when unsubscribed', () => {
    marbles(({ hot, expectObservable, flush }, clock) => {
      const { world, sent } = fakeWorld(clock, { [CONNECTION]: [ok(admission('b')).pipe(delay(9))] });
      expectObservable(credentials(world, hot('-a', SIGNALS)), '^--!').toBe('');
      flush();
      expect(sent).toMatchObject([{ outcome: 'aborted' }]);
      expect(clock.actions.filter(({ closed }) => !closed)).toEqual([]);
    });
  });
});
