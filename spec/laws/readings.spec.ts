import { delay, merge, NEVER, Observable, of, Subject } from 'rxjs';
import { SocketError } from '../../lib/chat/errors.js';
import { createEngine } from '../../lib/engine/create-engine.js';
import type { Policies, SessionPolicies } from '../../lib/engine/policies.js';
import type { HttpEvent, HttpRequest, Ports } from '../../lib/engine/ports.js';
import { frames, obedient } from '../support/fake-socket.js';
import { marbles, type RunHelpers } from '../support/marbles.js';
import { admission, transcriptPage } from '../support/wire.js';
import { fakeWorld, ok, status } from '../engine/effects/fake-world.js';

const MINUTE_MS = 60_000;

interface Fleet {
  /** What is done to the socket that the session with this number has opened first. */
  readonly push: (session: number, id: string) => void;
  readonly drop: (session: number) => void;
}

interface Seen {
  /** When the first page was asked for with the token of each connection, and when any page was. */
  readonly firstReadAt: ReadonlyMap<string, number>;
  readonly readAt: ReadonlyArray<number>;
  /** When each connection token was handed out. */
  readonly admittedAt: ReadonlyMap<string, number>;
  /** How long after its push each message was emitted. */
  readonly delays: ReadonlyArray<number>;
}

interface Circumstances {
  readonly rates?: Partial<Policies['rates']>;
  readonly policies?: Partial<SessionPolicies>;
  /** The answer of GetTranscript, once there were as many as there are sessions. */
  readonly later?: () => Observable<HttpEvent>;
}

/** Five minutes of many sessions of one engine, whose audits exceed the quota of 8 readings a second by far. */
const fleet = (
  count: number,
  script: (fleet: Fleet, helpers: RunHelpers) => void,
  { rates: limits = {}, policies = {}, later = () => ok(transcriptPage([])) }: Circumstances = {},
): Seen => {
  const readAt: number[] = [];
  const firstReadAt = new Map<string, number>();
  const admittedAt = new Map<string, number>();
  const delays: number[] = [];
  marbles((helpers, clock) => {
    const pushed = new Map<string, number>();
    const lines = new Map<string, Subject<string>>();
    const lineOf = (url: string): Subject<string> => {
      const line = lines.get(url) ?? new Subject<string>();
      lines.set(url, line);
      return line;
    };
    const http = ({ url, headers }: HttpRequest): Observable<HttpEvent> => {
      if (url.endsWith('/connection')) {
        const name = `${admittedAt.size + 1}`;
        admittedAt.set(`token ${name}`, clock.now() + 20);
        return ok(admission(name)).pipe(delay(20));
      }
      const bearer = headers['X-Amz-Bearer'] ?? '';
      readAt.push(clock.now());
      if (!firstReadAt.has(bearer)) firstReadAt.set(bearer, clock.now());
      return (readAt.length > count ? later() : ok(transcriptPage([]))).pipe(delay(50));
    };
    const openSocket: Ports['openSocket'] = (url) =>
      new Observable((subscriber) => {
        const line = lineOf(url);
        const reply$ = new Subject<string>();
        subscriber.add(line.subscribe({ error: (error: unknown) => subscriber.error(error) }));
        subscriber.next({
          frame$: merge(line, reply$),
          send: (text) =>
            void of(text)
              .pipe(delay(1))
              .subscribe(() => obedient(text).subscribe((answer) => reply$.next(answer))),
        });
      });
    const { world } = fakeWorld(clock);
    const often = { perSecond: 1_000, burst: 1_000 };
    const rates = { ...world.policies.rates, CreateParticipantConnection: often, ...limits };
    const engine = createEngine(
      { ...world.ports, http, openSocket },
      { endpoint: 'https://service.test', policies: { auditMs: 4_000, ...policies, rates } },
    );
    const sessions = Array.from({ length: count }, () =>
      engine.session({ contactId: 'contact', participantToken: 'participant token' }),
    );
    sessions.forEach(({ event$ }) =>
      event$.subscribe((event) => {
        const at = event.type === 'message' ? pushed.get(event.id) : undefined;
        if (at !== undefined) delays.push(clock.now() - at);
      }),
    );
    const online = sessions.map(({ connect }) => connect());
    script(
      {
        push: (session, id) => {
          pushed.set(id, clock.now());
          lineOf(`wss://${session}.test`).next(frames.message(id));
        },
        drop: (session) => lineOf(`wss://${session}.test`).error(new SocketError(1006)),
      },
      helpers,
    );
    helpers.cold('5m x').subscribe(() => online.forEach((one) => one.unsubscribe()));
    helpers.flush();
  });
  return { readAt, firstReadAt, admittedAt, delays };
};

describe('the readings of the sessions of one engine', () => {
  it('come before second looks when all reconnect at once', () => {
    const { firstReadAt, admittedAt } = fleet(
      300,
      ({ drop }, { cold }) => cold('3m x').subscribe(() => Array.from({ length: 300 }, (_, index) => drop(index + 1))),
      { rates: { CreateParticipantConnection: { perSecond: 6, burst: 9 } } },
    );
    const waits = Array.from({ length: 300 }, (_, index) => `token ${301 + index}`).map(
      (token) => (firstReadAt.get(token) ?? Infinity) - (admittedAt.get(token) ?? 0),
    );

    expect(Math.max(...waits)).toBeLessThan(2_000);
  });
});

describe('the audits of the sessions of one engine', () => {
  it('delay no live message, and use what the quota leaves', () => {
    const { readAt, delays } = fleet(200, ({ push }, { cold }) => {
      for (const session of [1, 50, 100, 200]) {
        for (const at of [2, 3, 4]) cold(`${at}m x`).subscribe(() => push(session, `${session} at ${at}`));
      }
    });
    expect(delays).toEqual(Array.from({ length: 12 }, () => 0));
    const within = readAt.filter((at) => at > 2 * MINUTE_MS && at <= 4 * MINUTE_MS).length;
    expect(within).toBeGreaterThanOrEqual(8 * 120 - 12);
    expect(within).toBeLessThanOrEqual(8 * 120 + 12);
  });

  it('delay no reading after a reconnection', () => {
    const dropped = [3, 33, 133, 300];
    const { firstReadAt, admittedAt } = fleet(300, ({ drop }, { cold }) => {
      cold('3m x').subscribe(() => dropped.forEach(drop));
    });
    const again = dropped.map((_, index) => `token ${300 + index + 1}`);
    const waits = again.map((token) => (firstReadAt.get(token) ?? Infinity) - (admittedAt.get(token) ?? 0));
    expect(Math.max(...waits)).toBeLessThan(1_000);
  });
});

describe('a second look', () => {
  it.each([
    ['fails', () => status(500)],
    ['hangs', () => NEVER],
  ])('delays no live message when it %s', (_, later) => {
    const { delays } = fleet(1, ({ push }, { cold }) => cold('6s x').subscribe(() => push(1, 'live')), {
      policies: { auditMs: 0 },
      later,
    });
    expect(delays).toEqual([0]);
  });
});
