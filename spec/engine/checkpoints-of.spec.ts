import { BehaviorSubject, EMPTY, map, NEVER, Subject, tap, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { SocketError } from '../../lib/chat/errors.js';
import type { ChatEvent } from '../../lib/chat/event.js';
import { learn } from '../../lib/chat/known.js';
import { tell } from '../../lib/chat/tell.js';
import type { PendingMessage } from '../../lib/chat/outgoing-message.js';
import type { Checkpoint } from '../../lib/engine/checkpoint.js';
import type { Outbox } from '../../lib/engine/effects/outbox.js';
import type { Unsettled } from '../../lib/engine/effects/outbox-entry.js';
import { checkpointsOf } from '../../lib/engine/checkpoints-of.js';
import type { Signal } from '../../lib/engine/signal.js';
import { nextStanding } from '../../lib/engine/standing.js';
import type { Standing, World } from '../../lib/engine/world.js';
import { message, notice } from '../support/items.js';
import { marbles } from '../support/marbles.js';
import { fakeWorld } from './effects/fake-world.js';

const SIGNALS: Readonly<Record<string, Signal>> = {
  u: { type: 'caughtUp', places: [{ id: 'b', at: 2 }], over: false },
  l: { type: 'lost', error: new SocketError() },
  r: { type: 'reading', reason: 'connected' },
  o: { type: 'offline' },
  t: { type: 'credentials', credentials: { connectionToken: 'token 2' } },
  s: { type: 'subscribed', number: 1 },
  i: { type: 'item', item: message('i', 9) },
};

const EVENTS: Readonly<Record<string, ChatEvent>> = { e: tell(learn(message('c', 3), 'live'), 'contact') };

/**
 * A world of some signals that knows the messages a, b and c and writes a checkpoint 2 ms after a change. Something is
 * held back until the transcript has been read, and again when it begins to be, or when there is no socket.
 */
const setup = (clock: TestScheduler, signal$: Observable<Signal>): World => {
  const { world } = fakeWorld(clock, {}, { policies: { transcriptMs: 2 } });
  let standing: Standing = { accepted: true };
  const backlog = { size: 1 };
  signal$.subscribe((signal) => {
    standing = nextStanding(standing, signal);
    if (signal.type === 'caughtUp') backlog.size = 0;
    if (signal.type === 'lost' || signal.type === 'reading' || signal.type === 'offline') backlog.size = 1;
  });
  ['a', 'b', 'c'].forEach((id, index) => world.ledger.enter(message(id, index + 1), 'live', () => undefined));
  return { ...world, signal$, standing: () => standing, backlog };
};

const summary = ({ version, contactId, standing, told }: Checkpoint): string =>
  `${version} ${contactId} ${standing.credentials?.connectionToken ?? '-'} ${told.map(({ id }) => id).join()}`;

const SEEN = { a: '1 contact - b,c', b: '1 contact token 2 b,c' };

const QUIET: Pick<Outbox, 'pending$' | 'turn$' | 'unsettled'> = {
  pending$: NEVER,
  turn$: EMPTY,
  unsettled: () => ({ unsent: [], undelivered: [] }),
};

describe('checkpointsOf', () => {
  const run = (signals: string, events: string, expected: string, subscription?: string): void =>
    marbles(({ hot, expectObservable }, clock) => {
      const world = setup(clock, hot(signals, SIGNALS));
      const checkpoint$ = checkpointsOf(world, hot(events, EVENTS), QUIET, undefined).pipe(map(summary));
      expectObservable(checkpoint$, subscription).toBe(expected, SEEN);
    });

  it('is written a while after the session has caught up', () => {
    run('-u------', '--------', '---a----');
  });

  it('is written again a while after each change', () => {
    marbles(({ hot, expectObservable }, clock) => {
      const world = setup(clock, hot('-u----t-', SIGNALS));
      const event$ = hot('---------e--', EVENTS).pipe(
        tap(() => world.ledger.enter(message('d', 4), 'live', world.ledger.emit)),
      );
      const checkpoint$ = checkpointsOf(world, event$, QUIET, undefined).pipe(map(summary));
      expectObservable(checkpoint$).toBe('---a----b--d', { ...SEEN, d: '1 contact token 2 b,c,d' });
    });
  });

  it('is not written again for what changes nothing of it: signals, receipts, typing, what is restated', () => {
    const again = { u: SIGNALS.u!, r: SIGNALS.r!, s: SIGNALS.s!, i: SIGNALS.i!, l: SIGNALS.l!, e: SIGNALS.i! };
    marbles(({ hot, expectObservable }, clock) => {
      const world = setup(clock, hot('-u--r-u--s--i--u--l--u', again));
      world.ledger.emit(tell(learn(message('b', 2), 'live'), 'contact'));
      const typing = tell(learn(notice('t', 9, 'typing'), 'live'), 'contact');
      const event$ = hot('---------------t--e', { t: typing, e: EVENTS.e! }).pipe(
        tap((event) => {
          if (event === typing) world.ledger.emit(event);
          // A restated item, read back from the transcript.
          world.ledger.enter(message('c', 3), 'backfill', () => undefined);
        }),
      );
      expectObservable(checkpointsOf(world, event$, QUIET, undefined).pipe(map(summary))).toBe('---a', SEEN);
    });
  });

  it('carries what was emitted last, since when, who is there and what is missing', () => {
    marbles(({ hot, expectObservable }, clock) => {
      const world = setup(clock, hot('-u-', SIGNALS));
      const gap = { type: 'gap', contactId: 'contact', reason: 'tooManyPages', after: { id: 'a', at: 1 } } as const;
      world.ledger.enterGap(gap);
      [gap, EVENTS.e!, tell(learn(message('b', 2), 'backfill'), 'contact')].forEach(world.ledger.emit);
      const memory$ = checkpointsOf(world, NEVER, QUIET, undefined).pipe(
        map(({ latestAt, since, gaps, participants }) => ({ latestAt, since, gaps, participants })),
      );
      expectObservable(memory$).toBe('---a', {
        a: {
          latestAt: 3,
          since: 2,
          gaps: [{ reason: 'tooManyPages', after: { id: 'a', at: 1 } }],
          participants: {
            members: [
              {
                id: 'agent',
                last: { at: 3, id: 'c', says: 'here' },
                cameAt: 2,
                role: { at: 3, is: 'AGENT' },
                displayName: { at: 3, is: 'Ana' },
              },
            ],
          },
        },
      });
    });
  });

  it('is written once for changes close together', () => {
    run('-(utt)---', '--e------', '---b---');
  });

  it('is not written before all that is known has been told', () => {
    run('-s-t-r--', '-e-e--e---', '----------');
  });

  it.each(['l', 'r', 'o'])('tells of nothing new while something is held back: %s', (signal) => {
    marbles(({ hot, expectObservable }, clock) => {
      const world = setup(clock, hot(`-u---${signal}----u`, SIGNALS));
      hot('------e', EVENTS).subscribe(() => world.ledger.enter(message('d', 4), 'live', () => undefined));
      const checkpoint$ = checkpointsOf(world, hot('------e', EVENTS), QUIET, undefined).pipe(map(summary));
      expectObservable(checkpoint$).toBe('---a--------d', { a: '1 contact - b,c', d: '1 contact - b,c,d' });
    });
  });

  it('is there for a late subscriber', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }, clock) => {
      const event$ = hot('                                 -------', EVENTS);
      const checkpoint$ = checkpointsOf(setup(clock, hot(' -u-----', SIGNALS)), event$, QUIET, undefined).pipe(
        map(summary),
      );
      expectObservable(checkpoint$).toBe('                 ---a---', SEEN);
      expectObservable(checkpoint$, '                      -----^-').toBe('-----a', SEEN);
      expectSubscriptions(event$.subscriptions).toBe(['^------', '^------', '^------']);
    });
  });

  it('is there for the first to subscribe, however late', () => {
    marbles(({ hot, expectObservable }, clock) => {
      const world = setup(clock, hot('                                 -u------', SIGNALS));
      const checkpoint$ = checkpointsOf(world, NEVER, { ...QUIET, pending$: new BehaviorSubject([]) }, undefined).pipe(
        map(summary),
      );
      expectObservable(checkpoint$, '                                  -----^').toBe('-------a', SEEN);
    });
  });

  it('carries what the outbox has not settled, as it is when it is written', () => {
    const message1 = { clientToken: 't', contentType: 'text/plain', content: 'hi', mayHaveArrived: true };
    const rejected = { ...message1, clientToken: 'r', mayHaveArrived: false, at: 1, status: 'rejected' } as const;
    let unsettled: Unsettled = { unsent: [], undelivered: [] };
    marbles(({ hot, expectObservable }, clock) => {
      const world = setup(clock, hot('                           -u-----', SIGNALS));
      const pending$ = hot<ReadonlyArray<PendingMessage>>('      ----p--', { p: [] });
      hot('                                                      -----x').subscribe(() => {
        unsettled = { unsent: [message1], undelivered: [rejected] };
      });
      const checkpoint$ = checkpointsOf(world, NEVER, { ...QUIET, pending$, unsettled: () => unsettled }, undefined);
      const seen$ = checkpoint$.pipe(map(({ unsent, undelivered = 'none' }) => ({ unsent, undelivered })));
      expectObservable(seen$).toBe('                             ---a--b', {
        a: { unsent: [], undelivered: 'none' },
        b: { unsent: [message1], undelivered: [rejected] },
      });
    });
  });

  it('is written at once when a message leaves or has come to nothing', () => {
    const message1 = { clientToken: 't', contentType: 'text/plain', content: 'hi' };
    let mayHaveArrived = false;
    const unsettled = (): Unsettled => ({ unsent: [{ ...message1, mayHaveArrived }], undelivered: [] });
    marbles(({ hot, expectObservable }, clock) => {
      const world = setup(clock, hot('                                          -u-----', SIGNALS));
      const turn$ = hot('                                                     -----x').pipe(
        tap(() => (mayHaveArrived = true)),
      );
      const checkpoint$ = checkpointsOf(world, NEVER, { ...QUIET, turn$, unsettled }, undefined);
      expectObservable(checkpoint$.pipe(map(({ unsent }) => unsent[0]?.mayHaveArrived))).toBe('---a-b', {
        a: false,
        b: true,
      });
    });
  });

  it('stands on the one before until the session has caught up', () => {
    const before: Checkpoint = {
      version: 1,
      contactId: 'contact',
      standing: { accepted: true, places: [{ id: 'y', at: 0 }] },
      told: [{ id: 'z', state: 'whole', receipts: [] }],
      unsent: [],
    };
    marbles(({ hot, expectObservable }, clock) => {
      const world = setup(clock, hot('                               -t----u', SIGNALS));
      const checkpoint$ = checkpointsOf(world, NEVER, QUIET, before);
      const seen$ = checkpoint$.pipe(map((all) => `${summary(all)} from ${all.standing.places?.[0]?.id ?? '-'}`));
      expectObservable(seen$).toBe('                                 ---a----b', {
        a: '1 contact token 2 z from y',
        b: '1 contact token 2 b,c from b',
      });
    });
  });

  it('computes nothing while nobody subscribes', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }, clock) => {
      const event$ = hot('                                  --e----', EVENTS);
      const checkpoint$ = checkpointsOf(setup(clock, hot('  -u----u', SIGNALS)), event$, QUIET, undefined);
      expectObservable(checkpoint$.pipe(map(summary)), '    ^---!').toBe('---a', SEEN);
      expectSubscriptions(event$.subscriptions).toBe(['^---!', '^---!', '^---!']);
    });
  });

  it('completes with the events and a last one on which nothing is unsent, although the outbox does not', () => {
    marbles(({ hot, expectObservable }, clock) => {
      const world = setup(clock, hot('                                        -u-----', SIGNALS));
      const sending = { type: 'pending', clientToken: 't', contentType: 'text/plain', content: 'hi', at: 9 } as const;
      const pending$ = new BehaviorSubject<ReadonlyArray<PendingMessage>>([{ ...sending, status: 'sending' }]);
      hot('                                                                   -----r').subscribe(() =>
        pending$.next([{ ...sending, status: 'rejected' }]),
      );
      const unsettled = (): Unsettled => ({
        unsent: pending$.value.flatMap(({ status, clientToken, contentType, content }) =>
          status === 'sending' ? [{ clientToken, contentType, content, mayHaveArrived: true }] : [],
        ),
        undelivered: [],
      });
      const outbox = { ...QUIET, pending$, unsettled };
      const checkpoint$ = checkpointsOf(world, hot<ChatEvent>('               -----|'), outbox, undefined);
      const unsent$ = checkpoint$.pipe(map(({ unsent }) => unsent.length));
      expectObservable(unsent$).toBe('                                        --a----(b|)', { a: 1, b: 0 });
    });
  });

  it('is plain data that a JSON text keeps whole', () => {
    const seen: Checkpoint[] = [];
    const signal$ = new Subject<Signal>();
    marbles(({ cold }, clock) => {
      checkpointsOf(setup(clock, signal$), new Subject(), QUIET, undefined).subscribe((checkpoint) =>
        seen.push(checkpoint),
      );
      cold('-u-t', SIGNALS).subscribe((signal) => signal$.next(signal));
    });
    expect(seen).toHaveLength(1);
    expect(JSON.parse(JSON.stringify(seen[0]))).toEqual(seen[0]);
  });
});
