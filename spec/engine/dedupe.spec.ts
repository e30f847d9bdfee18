import { map, NEVER, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { SocketError } from '../../lib/chat/errors.js';
import { createLedger, type Ledger } from '../../lib/chat/ledger.js';
import { dedupe, type Told } from '../../lib/engine/dedupe.js';
import type { Signal } from '../../lib/engine/signal.js';
import type { World } from '../../lib/engine/world.js';
import { attachment, chunk, message, receipt } from '../support/items.js';
import { marbles } from '../support/marbles.js';
import { fakeWorld } from './effects/fake-world.js';

const SIGNALS: Readonly<Record<string, Signal>> = {
  a: { type: 'item', item: message('a', 1) },
  b: { type: 'item', item: message('b', 2) },
  A: { type: 'page', items: [message('a', 1)] },
  P: { type: 'page', items: [message('a', 1), message('b', 2)], frontier: { id: 'b', at: 2 } },
  e: { type: 'page', items: [] },
  s: { type: 'skipped', items: [message('a', 1), message('b', 2)] },
  '1': { type: 'item', item: chunk('c', 3, 1, 'It ') },
  '2': { type: 'item', item: chunk('c', 3, 2, 'ships') },
  '3': { type: 'item', item: chunk('c', 4, 3, 'It ships', true) },
  i: { type: 'item', item: attachment('f', 5, 'IN_PROGRESS') },
  j: { type: 'item', item: attachment('f', 5, 'APPROVED') },
  d: { type: 'item', item: receipt('a', 6, false) },
  r: { type: 'item', item: receipt('a', 7, true) },
  g: { type: 'gap', reason: 'overlapNotFound', after: { id: 'a', at: 1 } },
  h: { type: 'gap', reason: 'overlapNotFound', after: { id: 'b', at: 2 } },
  k: { type: 'gap', reason: 'tooManyPages', after: { id: 'a', at: 1 } },
  l: { type: 'lost', error: new SocketError() },
  u: { type: 'caughtUp', places: [], over: false },
};

/** Events by what they are of, the end of a page with its frontier, other signals by type. */
const nameOf = (told: Told): string => {
  if (told.type === 'told') return told.frontier === undefined ? 'told' : `told ${told.frontier.id}`;
  if (told.type !== 'event') return told.type;
  const { event } = told;
  if (event.type === 'gap') return `gap ${event.contactId} ${event.reason} ${event.after?.id ?? ''}`;
  const state =
    event.type === 'message'
      ? event.content
      : event.type === 'attachment'
        ? event.attachments[0]?.status
        : event.type === 'receipt' && event.status;
  return `${event.type} ${event.id ?? ''} ${event.type === 'chatEnded' ? '' : event.origin} ${String(state)}`;
};

const world = (clock: TestScheduler, ledger = createLedger('contact', 100)): World => ({
  ...fakeWorld(clock).world,
  ledger,
});

const deduped = (clock: TestScheduler, signal$: Observable<Signal>): Observable<string> =>
  signal$.pipe(dedupe(world(clock)), map(nameOf));

const a = 'message a live text of a';
const b = 'message b live text of b';

describe('dedupe', () => {
  it('tells an item once, whichever way and however often it arrives', () => {
    marbles(({ hot, expectObservable }, clock) => {
      expectObservable(deduped(clock, hot('-a-a-A-a', SIGNALS))).toBe('-a---t', { a, t: 'told' });
      expectObservable(deduped(clock, hot('-A-a-A', SIGNALS))).toBe('-(at)t', {
        a: 'message a backfill text of a',
        t: 'told',
      });
    });
  });

  it('tells what a page brings, and how far it reaches', () => {
    marbles(({ hot, expectObservable }, clock) => {
      expectObservable(deduped(clock, hot('-b-P---e', SIGNALS))).toBe('-b-(at)e', {
        b,
        a: 'message a backfill text of a',
        t: 'told b',
        e: 'told',
      });
    });
  });

  it('tells each change of an item once', () => {
    marbles(({ hot, expectObservable }, clock) => {
      expectObservable(deduped(clock, hot('1-1-2-3-2-3', SIGNALS))).toBe('1---2-3', {
        '1': 'message c live It ',
        '2': 'message c live It ships',
        '3': 'message c live It ships',
      });
      expectObservable(deduped(clock, hot('i-j-i-j', SIGNALS))).toBe('i-j', {
        i: 'attachment f live IN_PROGRESS',
        j: 'attachment f live APPROVED',
      });
      expectObservable(deduped(clock, hot('d-d-r-d-r', SIGNALS))).toBe('d---r', {
        d: 'receipt receipt of a at 6 live delivered',
        r: 'receipt receipt of a at 7 live read',
      });
    });
  });

  it('tells nothing of skipped history, until it is pushed', () => {
    marbles(({ hot, expectObservable }, clock) => {
      expectObservable(deduped(clock, hot('s-A-a-a', SIGNALS))).toBe('--t-a', {
        t: 'told',
        a: 'message a backfill text of a',
      });
    });
  });

  it('tells what has changed of an item that was told and is skipped now', () => {
    const changed: Signal = { type: 'skipped', items: [attachment('f', 5, 'APPROVED'), message('a', 1)] };
    marbles(({ hot, expectObservable }, clock) => {
      expectObservable(deduped(clock, hot('i-x-x', { ...SIGNALS, x: changed }))).toBe('i-x--', {
        i: 'attachment f live IN_PROGRESS',
        x: 'attachment f backfill APPROVED',
      });
    });
  });

  it('tells each gap once', () => {
    marbles(({ hot, expectObservable }, clock) => {
      expectObservable(deduped(clock, hot('g-g-h-k-k-g', SIGNALS))).toBe('g---h-k', {
        g: 'gap contact overlapNotFound a',
        h: 'gap contact overlapNotFound b',
        k: 'gap contact tooManyPages a',
      });
    });
  });

  it('passes on all else as it is', () => {
    marbles(({ hot, expectObservable }, clock) => {
      const signal$ = hot('l-u', SIGNALS);
      const passed$ = signal$.pipe(dedupe(world(clock)));
      expectObservable(passed$).toBe('l-u', { l: SIGNALS.l!, u: SIGNALS.u! });
    });
  });

  it('completes and errors with the signals', () => {
    marbles(({ cold, expectObservable }, clock) => {
      expectObservable(deduped(clock, cold('-a-|', SIGNALS))).toBe('-a-|', { a });
      expectObservable(deduped(clock, cold('-a-#', SIGNALS))).toBe('-a-#', { a });
      expectObservable(deduped(clock, cold('|'))).toBe('            |');
      expectObservable(deduped(clock, NEVER)).toBe('');
      expectObservable(deduped(clock, cold('#'))).toBe('#');
    });
  });

  it('passes over an item that cannot be entered, says so, and goes on', () => {
    marbles(({ hot, expectObservable, flush }, clock) => {
      const { world: fake, said } = fakeWorld(clock);
      const broken: Ledger = {
        ...fake.ledger,
        enter: (item, origin, tell) => {
          if (item.id === 'a') throw new TypeError('the text of a');
          fake.ledger.enter(item, origin, tell);
        },
      };
      const passed$ = hot('a-P', SIGNALS).pipe(dedupe({ ...fake, ledger: broken }), map(nameOf));
      expectObservable(passed$).toBe('--(bt)', { b: 'message b backfill text of b', t: 'told b' });
      flush();
      expect(said).toMatchObject([0, 2].map((at) => ({ diagnostic: { type: 'internalError', at } })));
      expect(JSON.stringify(said)).not.toContain('the text of a');
    });
  });

  it('unsubscribes from the signals', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }, clock) => {
      const signal$ = hot('                    -a-b-', SIGNALS);
      expectObservable(deduped(clock, signal$), '     ^-!').toBe('-a', { a });
      expectSubscriptions(signal$.subscriptions).toBe('^-!');
    });
  });
});
