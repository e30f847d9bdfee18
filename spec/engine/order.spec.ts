import { map } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import type { ChatEvent } from '../../lib/chat/event.js';
import { learn } from '../../lib/chat/known.js';
import { createDispatch } from '../../lib/engine/dispatch.js';
import { createLedger } from '../../lib/chat/ledger.js';
import { tell } from '../../lib/chat/tell.js';
import type { Told } from '../../lib/engine/dedupe.js';
import { order } from '../../lib/engine/order.js';
import { DEFAULT_POLICIES, type Policies } from '../../lib/engine/policies.js';
import type { Signal } from '../../lib/engine/signal.js';
import { message, notice } from '../support/items.js';
import { marbles } from '../support/marbles.js';
import { fakeWorld } from './effects/fake-world.js';

const event = (id: string, at: number, origin: 'live' | 'backfill' = 'live'): Told => ({
  type: 'event',
  event: tell(learn(message(id, at), origin), 'contact'),
});

const frontier = (id: string, at: number): Told => ({ type: 'told', frontier: { id, at } });

/** a … d are live messages of the times 1 … 4, A … D the same read from the transcript; the rest are signals. */
const told: Readonly<Record<string, Told>> = {
  a: event('a', 1),
  b: event('b', 2),
  c: event('c', 3),
  d: event('d', 4),
  A: event('a', 1, 'backfill'),
  B: event('b', 2, 'backfill'),
  C: event('c', 3, 'backfill'),
  e: { type: 'event', event: tell(learn(notice('e', 5, 'chatEnded'), 'live'), 'contact') },
  E: { type: 'event', event: tell(learn(notice('E', 9, 'chatEnded'), 'live'), 'contact') },
  r: { type: 'reading', reason: 'connected' },
  p: { type: 'reading', reason: 'unreadableFrame' },
  z: { type: 'reading', reason: 'settled' },
  w: { type: 'stalled' },
  g: { type: 'continued', reason: 'unreadableFrame' },
  h: { type: 'continued', reason: 'settled' },
  i: { type: 'continued', reason: 'audit' },
  D: { type: 'doubt', heartbeat: 'heartbeat' },
  '2': frontier('b', 2),
  u: { type: 'caughtUp', places: [], over: false },
  v: { type: 'caughtUp', places: [{ id: 'b', at: 2 }], over: false },
  s: { type: 'subscribed', number: 1 },
  l: { type: 'lost', error: new Error() as never },
  k: { type: 'closing', reason: 'ended' },
  x: { type: 'ended', reason: 'ended' },
  f: { type: 'failed', error: 'denied' as never },
};

const run = (
  test: (check: (input: string, output: string) => void) => void,
  policies: Partial<Policies> = {},
): ReadonlyArray<Signal> => {
  const said: Signal[] = [];
  const ledger = createLedger('contact', 100);
  const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
  const world = {
    ports: { clock: scheduler },
    policies: { ...DEFAULT_POLICIES, ...policies },
    contactId: 'contact',
    backlog: { size: 0 },
    dispatch: createDispatch(),
    ledger,
    say: (signal: Signal) => void said.push(signal),
  };
  scheduler.run(({ hot, expectObservable }) =>
    test((input, output) =>
      expectObservable(hot(input, told, 'denied').pipe(order(world as never), map(nameOf))).toBe(
        output,
        undefined,
        'denied',
      ),
    ),
  );
  return said;
};

const nameOf = (passed: ChatEvent): string => (passed.type === 'gap' ? 'gap' : (passed.id ?? 'y'));

describe('order', () => {
  it('holds from the beginning until the transcript has been read', () => {
    run((check) => check('sb-r-A-u----c', '-------(ab)-c'));
  });

  it('passes live events at once when there is nothing to wait for', () => {
    run((check) => check('sru-a-b-c', '----a-b-c'));
  });

  it('holds again while the transcript is read and while there is no socket', () => {
    run((check) => {
      check('sru-a-r-c-B-u', '----a-------(bc)');
      check('sru-a-l-c-r-B-s-r-u', '----a-------------(bc)');
    });
  });

  it('takes no reading that began before the subscription for the whole of what came before it', () => {
    run((check) => {
      check('r-A-B-s-c-v-r-u', '----------a---(bc)');
      check('r-A-s-c-u-r-B-u', '--------------(abc)');
    });
  });

  it('releases as far as the reading has come', () => {
    run((check) => check('c-d-A-B-2-----u', '--------a-----(bcd)'));
  });

  it('releases what has one time as the page showed it, and what no page showed as it came', () => {
    const tie = (id: string): Told => event(id, 1);
    const signals = { ...told, x: tie('x'), y: tie('y'), z: tie('z') };
    const ledger = createLedger('contact', 100);
    ['x', 'y', 'z'].forEach((id) => ledger.enter(message(id, 1), 'live', () => undefined));
    ledger.learnOrder([message('z', 1), message('x', 1)]);
    marbles(({ hot, expectObservable }, clock) => {
      const { world } = fakeWorld(clock);
      const ordered$ = hot('xyzbu', signals).pipe(order({ ...world, ledger }), map(nameOf));
      expectObservable(ordered$).toBe('----(zyxb)');
    });
  });

  it('releases what was pushed in one time behind what the reading found there, in the order in which it came', () => {
    const tie = (id: string, origin: 'live' | 'backfill' = 'live'): Told => event(id, 1, origin);
    const signals = { ...told, x: tie('x'), y: tie('y'), p: tie('p', 'backfill'), '1': frontier('p', 1) };
    const ledger = createLedger('contact', 100);
    ['x', 'y'].forEach((id) => ledger.enter(message(id, 1), 'live', () => undefined));
    ledger.enter(message('p', 1), 'backfill', () => undefined);
    ledger.learnOrder([message('p', 1), message('x', 1)]);
    marbles(({ hot, expectObservable }, clock) => {
      const { world } = fakeWorld(clock);
      const ordered$ = hot('xyp1u', signals).pipe(order({ ...world, ledger }), map(nameOf));
      expectObservable(ordered$).toBe('----(pxy)');
    });
  });

  it('says what it holds, and while it releases that what it has still to release', () => {
    marbles(({ hot, expectObservable }, clock) => {
      const { world } = fakeWorld(clock);
      const names = (): string => (world.backlog.held?.() ?? []).map(nameOf).sort().join('');
      const held$ = hot('baek-u---x', told).pipe(
        order(world),
        map((one) => `${nameOf(one)} before ${names()}`),
      );
      expectObservable(held$).toBe('-----(ab)(e|)', { a: 'a before be', b: 'b before e', e: 'e before ' });
    });
  });

  it('tells the end of the chat with a time that is not before what an earlier session has told', () => {
    const ledger = createLedger('contact', 100);
    ledger.recall([], { latestAt: 9_000 });
    marbles(({ hot, expectObservable }, clock) => {
      const { world } = fakeWorld(clock);
      const ends$ = hot('--x', told).pipe(
        order({ ...world, ledger }),
        map((one) => (one.type === 'gap' ? 0 : one.at)),
      );
      expectObservable(ends$).toBe('--(e|)', { e: 9_000 });
    });
  });

  it('keeps the end of the chat for last', () => {
    run((check) => check('u-e-k-r-C-u-x', '----------c-(e|)'));
  });

  it('lets the end of an earlier segment pass in its place', () => {
    run((check) => check('e-a-u---', '----(ae)'));
  });

  it('emits the end of an earlier segment too where the present one ends before its reading', () => {
    run((check) => check('u-e-E-k-r-u-x', '----------e-(E|)'));
  });

  it('holds nothing for a second look beside a socket that receives', () => {
    run((check) => check('sru-z-b-A-u', '------b-a'));
  });

  it('lets go beside a socket that receives when the reading stalls', () => {
    run((check) => check('sru-p-b-w-c-A-u', '--------b-c-a'));
  });

  it('holds again when the reading goes on, where it held before', () => {
    run((check) => check('sru-p-b-w-g-c-A-u', '--------b-------(ac)'));
    run((check) => check('sru-z-b-w-h-c-A-u', '------b-----c-a'));
    run((check) => check('sru-i-b-A-u', '------b-a'));
  });

  it('does not hold again what it has let go after an absence', () => {
    run((check) => check('sr-b-w 9998ms -g-c-u', '10003ms b---c'), { maxHoldMs: 10_000 });
  });

  it('does not let go when the reading stalls that follows an absence', () => {
    run((check) => check('srb-w---A-u', '----------(ab)'));
  });

  it('holds from the subscription on after a doubt, until a reading that began after it', () => {
    run((check) => check('sru-D-sb-u-r-A-u', '---------------(ab)'));
  });

  it('says itself that the chat has ended where the service did not', () => {
    run((check) => check('u---k-x', '------(y|)'));
  });

  it('errors when the session failed', () => {
    run((check) => check('--f', '--#'));
  });

  it('gives way when live events have waited for too long', () => {
    const said = run((check) => check('b-a-------C--u', '-----(ab)-c'), { maxHoldMs: 5 });
    expect(said).toMatchObject([{ diagnostic: { type: 'holdReleased', heldItems: 2 } }]);
  });

  it('gives way when too many live events wait', () => {
    run((check) => check('--a-b-c-u', '------(abc)'), { maxHeldItems: 2 });
  });

  it('does not count what was read against that limit', () => {
    run((check) => check('--A-B-C-u', '--------(abc)'), { maxHeldItems: 1 });
  });
});
