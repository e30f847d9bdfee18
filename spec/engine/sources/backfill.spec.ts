import { delay, merge, takeUntil, throwError, type Observable } from 'rxjs';
import { SocketError } from '../../../lib/chat/errors.js';
import { loop } from '../../support/loop.js';
import { DEFAULT_POLICIES, type Policies } from '../../../lib/engine/policies.js';
import type { HttpEvent } from '../../../lib/engine/ports.js';
import type { Signal } from '../../../lib/engine/signal.js';
import { backfill } from '../../../lib/engine/sources/backfill.js';
import type { Standing } from '../../../lib/engine/world.js';
import { message } from '../../support/items.js';
import { marbles } from '../../support/marbles.js';
import { timeline } from '../../support/timeline.js';
import { transcriptPage } from '../../support/wire.js';
import { fakeWorld, ok, status } from '../effects/fake-world.js';

const TRANSCRIPT = '/participant/transcript';

const SIGNALS: Readonly<Record<string, Signal>> = {
  s: { type: 'subscribed', number: 1 },
  S: { type: 'subscribed', number: 2 },
  l: { type: 'lost', error: new SocketError(1006) },
  x: { type: 'refused', number: 1, error: new SocketError(1006) },
  d: { type: 'doubt', heartbeat: 'heartbeat' },
  i: { type: 'item', item: message('z', 99) },
  r: { type: 'repair', reason: 'unreadableFrame' },
  q: { type: 'repair', reason: 'requested' },
  e: { type: 'sent', id: 'own' },
  k: { type: 'closing', reason: 'disconnected' },
};

const page = (...ids: ReadonlyArray<string>): Observable<HttpEvent> =>
  ok(transcriptPage(ids.map((id) => message(id, id.charCodeAt(0)))));

interface Scene {
  readonly answers: ReadonlyArray<Observable<HttpEvent>>;
  /** What the other sources and the effects say. */
  readonly said: string;
  readonly policies?: Partial<Policies>;
  readonly standing?: Partial<Standing>;
  readonly echoAt?: number;
  readonly until?: string;
  /** Whether it is of interest when a reading waits and goes on. */
  readonly progress?: boolean;
}

interface Result {
  readonly log: ReadonlyArray<string>;
  readonly bodies: ReadonlyArray<unknown>;
}

/** What the backfill says, with its time. Heartbeats are 50 ms apart. */
const scene = ({ answers, said, policies, standing, echoAt, until = '900ms', progress = false }: Scene): Result => {
  let result: Result = { log: [], bodies: [] };
  marbles(({ hot, cold, flush }, clock) => {
    const { world, bodies, set } = fakeWorld(
      clock,
      { [TRANSCRIPT]: answers },
      {
        policies: {
          overlapMs: 0,
          overlapItems: 0,
          heartbeatMs: 50,
          backoffCapMs: 50,
          echoTimeoutMs: 30,
          auditMs: 0,
          lastReadMs: 20,
          ...policies,
        },
      },
    );
    set({ standing: { accepted: true, credentials: { connectionToken: 'token 1' }, ...standing } });
    if (echoAt !== undefined) {
      hot(`${echoAt}ms x`).subscribe(() => world.ledger.enter(message('own', 9), 'live', () => undefined));
    }
    const source$ = loop<Signal>((signal$) => merge(backfill(world, signal$), hot(said, SIGNALS))).pipe(
      takeUntil(cold(`${until} x`)),
    );
    const log = timeline(clock, source$);
    flush();
    const isShown = (text: string): boolean =>
      / (reading|page|gap|caughtUp|ended)/.test(text) || (progress && / (stalled|continued)/.test(text));
    result = { log: log.filter(isShown), bodies: bodies(TRANSCRIPT) };
  });
  return result;
};

const readings = ({ log }: Result): ReadonlyArray<string> => log.filter((text) => text.includes('reading'));

describe('backfill', () => {
  it('reads the transcript after each subscription, from where it was last seen', () => {
    const { log, bodies } = scene({ answers: [page('a', 'b'), page('b', 'c')], said: '-s---S' });
    expect(log).toEqual([
      '1 reading connected',
      '1 page a b',
      '1 caughtUp a b',
      '5 reading connected',
      '5 page b c up to c',
      '5 caughtUp b c',
    ]);
    expect(bodies).toMatchObject([{ ScanDirection: 'BACKWARD' }, { StartPosition: { Id: 'a' } }]);
  });

  it('goes on from where an earlier time left', () => {
    const places = [
      { id: 'a', at: 97 },
      { id: 'b', at: 98 },
    ];
    const { bodies } = scene({ answers: [page('a', 'b')], said: '-s', standing: { places } });
    expect(bodies).toMatchObject([{ ScanDirection: 'FORWARD', StartPosition: { Id: 'a' } }]);
  });

  it('is not moved by what the socket brings', () => {
    const { bodies } = scene({ answers: [page('a', 'b'), page('a', 'b')], said: '-s-i-S' });
    expect(bodies[1]).toMatchObject({ StartPosition: { Id: 'a' } });
  });

  it('reads once more when asked during a reading, however often', () => {
    const result = scene({ answers: [page('a', 'b').pipe(delay(9)), page('a', 'b')], said: '-s-S-S-S' });
    expect(readings(result)).toEqual(['1 reading connected', '10 reading connected']);
    expect(result.bodies[1]).toMatchObject({ StartPosition: { Id: 'a' } });
  });

  it('reads now and then while no socket is to be had', () => {
    const page$ = page('a', 'b');
    const result = scene({ answers: [page$, page$], said: `-x-x-x-x${'-'.repeat(50)}x` });
    expect(readings(result)).toEqual(['3 reading withoutSocket', '58 reading withoutSocket']);
  });

  it('begins a reading anew that a bug has ended', () => {
    const bug = throwError(() => new RangeError('x'));
    const result = scene({ answers: [bug, bug, page('a')], said: '-s' });
    expect(readings(result)).toHaveLength(3);
    expect(result.log.filter((text) => text.includes('caughtUp'))).toHaveLength(1);
  });

  it('does not read for one refused socket', () => {
    const page$ = page('a', 'b');
    expect(readings(scene({ answers: [page$], said: '-x-s-x' }))).toEqual(['3 reading connected']);
  });

  it('reads when an effect or the socket asks for it', () => {
    const result = scene({ answers: [page('a'), page('a')], said: '-s--q' });
    expect(readings(result)).toEqual(['1 reading connected', '4 reading requested']);
  });

  it('repairs at most once in a heartbeat', () => {
    const result = scene({ answers: Array.from({ length: 9 }, () => page('a')), said: 's--rrrrrr 40ms r 40ms r' });
    expect(readings(result)).toEqual([
      '0 reading connected',
      '3 reading unreadableFrame',
      '53 reading unreadableFrame',
      '103 reading unreadableFrame',
    ]);
  });

  it('reads when an own message is not echoed in time', () => {
    const result = scene({ answers: [page('a'), page('a')], said: 's--e' });
    expect(readings(result)).toEqual(['0 reading connected', '33 reading echoMissing']);
  });

  it('does not when it is', () => {
    const result = scene({ answers: [page('a')], said: 's--e', echoAt: 20 });
    expect(readings(result)).toEqual(['0 reading connected']);
  });

  it('looks now and then, the first time at any moment', () => {
    const result = scene({
      answers: Array.from({ length: 9 }, () => page('a')),
      said: 's',
      policies: { auditMs: 200 },
    });
    expect(readings(result)).toEqual([
      '0 reading connected',
      '100 reading audit',
      '300 reading audit',
      '500 reading audit',
      '700 reading audit',
    ]);
  });

  it('begins that anew with each subscription', () => {
    const answers = Array.from({ length: 9 }, () => page('a'));
    const result = scene({ answers, said: 's 89ms S', policies: { auditMs: 200 }, until: '250ms' });
    expect(readings(result)).toEqual(['0 reading connected', '90 reading connected', '190 reading audit']);
  });

  it('abandons a reading when the chat closes, reads once more and ends', () => {
    const { log } = scene({ answers: [page('a').pipe(delay(9)), page('a', 'b')], said: '-s--k' });
    expect(log).toEqual([
      '1 reading connected',
      '4 reading lastRead',
      '4 page a b',
      '4 caughtUp a b',
      '4 ended disconnected',
    ]);
  });

  it.each([
    ['-s--k', false],
    ['-s-l-k', true],
    ['-s-d-k', true],
    ['-s-q-k', true],
    ['-k', true],
  ])('knows whether something may be missing at the end: %s', (said, missing) => {
    const answers =
      said === '-k'
        ? [status(403)]
        : said === '-s-q-k'
          ? [page('a'), page('a').pipe(delay(9)), status(403)]
          : [page('a'), status(403)];
    const { log } = scene({ answers, said });
    expect(log.some((text) => text.includes('gap transcriptDenied'))).toBe(missing);
  });

  it('reads nothing more after the end', () => {
    const result = scene({
      answers: Array.from({ length: 9 }, () => page('a')),
      said: '-s-k-S-r-e',
      policies: { auditMs: 100 },
    });
    expect(readings(result)).toEqual(['1 reading connected', '3 reading lastRead']);
  });

  it('asks for no page more than it needs', () => {
    const recent = Array.from({ length: 10 }, (_, index) => message(`m${index}`, index));
    const { bodies } = scene({
      answers: [ok(transcriptPage(recent, 'next')), page('z')],
      said: '-s',
      policies: { history: 'none' },
    });
    expect(bodies).toHaveLength(1);
  });

  it('abandons the reading when unsubscribed', () => {
    marbles(({ hot, cold, flush }, clock) => {
      const { world, sent } = fakeWorld(clock, { [TRANSCRIPT]: [page('a').pipe(delay(9))] });
      backfill(world, hot('-s', SIGNALS))
        .pipe(takeUntil(cold('5ms x')))
        .subscribe();
      flush();
      expect(sent).toMatchObject([{ outcome: 'aborted' }]);
      expect(clock.actions.filter(({ closed }) => !closed)).toEqual([]);
    });
  });

  it.each([
    ['a repair', 'r', page('a', 'b').pipe(delay(50))],
    ['a doubt', 'd', status(403)],
  ])('announces a gap where the chat ends unread after %s in the middle of a reading', (_, said, second) => {
    const { log } = scene({
      answers: [page('a', 'b').pipe(delay(9)), second, status(403)],
      said: `-s--${said}-----------k`,
    });
    expect(log.filter((text) => text.includes('gap'))).toHaveLength(1);
  });

  describe('with a rate budget that is short', () => {
    const SHORT = { GetTranscript: { perSecond: 10, burst: 1 } };
    const answers = [page('a', 'b'), page('a', 'b'), page('a', 'b')];

    it('begins a reading when its request leaves, not when it is wished for', () => {
      const result = scene({ answers, said: '-s - S', policies: { rates: { ...DEFAULT_POLICIES.rates, ...SHORT } } });
      expect(readings(result)).toEqual(['1 reading connected', '101 reading connected']);
    });

    it('says that it waits between two pages, and when it goes on', () => {
      const first = ok(transcriptPage([message('a', 1), message('b', 2)], 'next')).pipe(delay(5));
      const { log } = scene({
        answers: [first, page('c').pipe(delay(5))],
        said: '-s',
        policies: { rates: { ...DEFAULT_POLICIES.rates, ...SHORT } },
        standing: {
          places: [
            { id: 'a', at: 1 },
            { id: 'b', at: 2 },
          ],
        },
        progress: true,
      });
      expect(log).toEqual([
        '1 reading connected',
        '6 page a b up to b',
        '6 stalled',
        '101 continued connected',
        '106 page c up to c',
        '106 caughtUp b c',
      ]);
    });

    it('says nothing of the kind where the next page is asked for at once', () => {
      const first = ok(transcriptPage([message('a', 1), message('b', 2)], 'next')).pipe(delay(5));
      const { log } = scene({ answers: [first, page('c').pipe(delay(5))], said: '-s', progress: true });
      expect(log.filter((text) => /stalled|continued/.test(text))).toEqual([]);
    });

    it('lets an audit that waits make way for any other reading, and counts the next one from its end', () => {
      const rates = { ...DEFAULT_POLICIES.rates, GetTranscript: { perSecond: 2, burst: 1 } };
      const result = scene({ answers, said: 's 299ms S', policies: { auditMs: 200, rates }, until: '1900ms' });
      // The audit that is due at 100 waits until the second subscription, at 300; the next ones begin as the budget lets them.
      expect(readings(result)).toEqual([
        '0 reading connected',
        '500 reading connected',
        '1000 reading audit',
        '1500 reading audit',
      ]);
    });
  });
});
