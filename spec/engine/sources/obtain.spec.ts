import { map } from 'rxjs';
import { AccessDeniedError, UnreadableError } from '../../../lib/chat/errors.js';
import type { Policies } from '../../../lib/engine/policies.js';
import type { HttpEvent } from '../../../lib/engine/ports.js';
import { obtainConnection, obtainCredentials } from '../../../lib/engine/sources/obtain.js';
import type { World } from '../../../lib/engine/world.js';
import type { Observable } from 'rxjs';
import { marbles } from '../../support/marbles.js';
import { signalText } from '../../support/signal-text.js';
import { timeline } from '../../support/timeline.js';
import { admission, answerAt } from '../../support/wire.js';
import { fakeWorld, ok, status, type FakeWorld } from '../effects/fake-world.js';
import type { TestScheduler } from 'rxjs/testing';

const CONNECTION = '/participant/connection';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The service's clock; ours begins at 0. */
const NOON = Date.parse('2026-03-02T12:00:00Z');

const setup = (clock: TestScheduler, answer: Observable<HttpEvent>, policies: Partial<Policies> = {}): FakeWorld =>
  fakeWorld(clock, { [CONNECTION]: [answer] }, { policies });

/** When the next connection and the next token are due, on our own clock. */
const due = (serviceAt: number | undefined, connectionUntil?: number, tokenUntil?: number): ReadonlyArray<string> => {
  const said: string[] = [];
  marbles((_, clock) => {
    const { world } = setup(clock, answerAt(serviceAt, admission('a', connectionUntil, tokenUntil)));
    obtainConnection(world, 1, 'reconnect')
      .pipe(map(signalText))
      .subscribe((text) => said.push(text.replace(/^.* until /, '')));
  });
  return said.reverse();
};

describe('obtainConnection', () => {
  it('asks for socket and token in one call, with the participant token', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = setup(clock, ok(admission('a')));
      expectObservable(obtainConnection(world, 3, 'reconnect').pipe(map(signalText))).toBe('(tc|)', {
        t: 'credentials token a until refused',
        c: 'connection 3 wss://a.test until 3540000',
      });
      flush();
      expect(sent).toMatchObject([
        {
          headers: { 'X-Amz-Bearer': 'participant token' },
          body: { Type: ['WEBSOCKET', 'CONNECTION_CREDENTIALS'] },
        },
      ]);
      expect(sent[0]?.body).not.toHaveProperty('ConnectParticipant');
    });
  });

  it('says that the participant is there where it is to', () => {
    marbles(({ flush }, clock) => {
      const { world, sent } = setup(clock, ok(admission('a')));
      obtainConnection({ ...world, connectParticipant: true }, 1, 'reconnect').subscribe();
      flush();
      expect(sent[0]?.body).toHaveProperty('ConnectParticipant', true);
    });
  });

  it.each([
    ['59 minutes after it was made', NOON, NOON + 2 * HOUR, '3540000'],
    ['a margin before it expires', NOON, NOON + 30 * MINUTE, String(29 * MINUTE)],
    ['after half of a life that is shorter than two margins', NOON, NOON + 121_000, '61000'],
    ['59 minutes after, where it seems to expire at once', NOON, NOON + 119_000, '3540000'],
    ['59 minutes after, where the service does not say when it expires', NOON, undefined, '3540000'],
    ['59 minutes after, where it expires before it begins', NOON, NOON - HOUR, '3540000'],
    [
      '59 minutes after, where our clock is behind and the service does not tell its own',
      undefined,
      HOUR * 5,
      '3540000',
    ],
    ['59 minutes after, where our clock is ahead and the service does not tell its own', undefined, -HOUR, '3540000'],
    ['5 minutes after at the soonest, where only our clock says when it expires', undefined, 150_000, '300000'],
    ['a margin before it expires, by our clock alone too', undefined, 10 * MINUTE, '540000'],
  ])('is due %s', (_, serviceAt, until, expected) => {
    expect(due(serviceAt, until)[0]).toBe(expected);
  });

  it.each([
    ['a margin before it expires', NOON, NOON + DAY, String(DAY - 5 * MINUTE)],
    ['after half of a life that is shorter than two margins', NOON, NOON + 4 * MINUTE, String(2 * MINUTE)],
    ['5 minutes after at the soonest, where only our clock says when it expires', undefined, 150_000, '300000'],
    ['when it is refused, where the service does not say when it expires', NOON, undefined, 'refused'],
    ['when it is refused, where it expires before it begins', NOON, NOON - 1_000, 'refused'],
  ])('renews the token %s', (_, serviceAt, until, expected) => {
    expect(due(serviceAt, undefined, until)[1]).toBe(expected);
  });

  it('believes no short life by our clock alone, whatever the shortest one to be believed', () => {
    marbles((_, clock) => {
      const { world } = setup(clock, answerAt(undefined, admission('a', 6_000, 6_000)), { shortestLifeMs: 0 });
      expect(timeline(clock, obtainConnection(world, 1, 'reconnect')).slice(0, 2)).toEqual([
        '0 credentials token a until 300000',
        '0 connection 1 wss://a.test until 300000',
      ]);
    });
  });

  it('measures by the service’s clock, however far ours is off', () => {
    const lives = [-26 * HOUR, -HOUR, 0, HOUR, 26 * HOUR].map((offset) =>
      due(NOON + offset, NOON + offset + 10 * MINUTE, NOON + offset + HOUR),
    );
    expect(new Set(lives.map((life) => life.join()))).toEqual(new Set([`${9 * MINUTE},${55 * MINUTE}`]));
  });

  it('spreads what is due over the last tenth, so that sessions do not refresh together', () => {
    const at = (random: number): string => {
      let seen = '';
      marbles((_, clock) => {
        const { world } = setup(clock, ok(admission('a')), { refreshAfterMs: 1_000 });
        const spread: World = { ...world, ports: { ...world.ports, random: () => random } };
        obtainConnection(spread, 1, 'refresh')
          .pipe(map(signalText))
          .subscribe((text) => (seen = text));
      });
      return seen.replace(/^.* until /, '');
    };
    expect([at(0), at(0.5), at(1)]).toEqual(['1000', '950', '900']);
  });

  it.each([
    ['Websocket: missing', { ConnectionCredentials: { ConnectionToken: 'secret' } }],
    ['ConnectionCredentials: missing', { Websocket: { Url: 'wss://secret.test' } }],
  ])('errors without a secret in it when half of the answer is missing: %s', (problem, body) => {
    marbles(({ expectObservable }, clock) => {
      const error = new UnreadableError('CreateParticipantConnection', [problem]);
      expectObservable(obtainConnection(setup(clock, ok(body)).world, 1, 'reconnect')).toBe('#', undefined, error);
    });
  });

  it('errors when it is refused, after one attempt', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = setup(clock, status(403));
      const error = new AccessDeniedError({ operation: 'CreateParticipantConnection', status: 403 });
      expectObservable(obtainConnection(world, 1, 'reconnect')).toBe('#', undefined, error);
      flush();
      expect(sent).toHaveLength(1);
    });
  });
});

describe('obtainCredentials', () => {
  it('asks for the token alone', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = setup(clock, answerAt(NOON, admission('a', undefined, NOON + DAY)));
      expectObservable(obtainCredentials(world).pipe(map(signalText))).toBe('(t|)', {
        t: `credentials token a until ${DAY - 5 * MINUTE}`,
      });
      flush();
      expect(sent).toMatchObject([{ body: { Type: ['CONNECTION_CREDENTIALS'] } }]);
    });
  });

  it('errors when there is none in the answer', () => {
    marbles(({ expectObservable }, clock) => {
      const error = new UnreadableError('CreateParticipantConnection', ['ConnectionCredentials: missing']);
      expectObservable(obtainCredentials(setup(clock, ok({})).world)).toBe('#', undefined, error);
    });
  });
});
