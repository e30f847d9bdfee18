import { BehaviorSubject, concat, EMPTY, map, NEVER, of, Subject, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import type { ChatEvent } from '../../lib/chat/event.js';
import type { Item } from '../../lib/chat/item.js';
import { createLedger, type Ledger } from '../../lib/chat/ledger.js';
import type { PendingMessage } from '../../lib/chat/outgoing-message.js';
import type { Transcript } from '../../lib/chat/transcript.js';
import { transcriptOf } from '../../lib/engine/transcript-of.js';
import { message, notice, receipt } from '../support/items.js';
import { marbles } from '../support/marbles.js';
import { fakeWorld } from './effects/fake-world.js';

const entered = (ledger: Ledger, ...items: ReadonlyArray<Item>): ReadonlyArray<ChatEvent> => {
  const events: ChatEvent[] = [];
  for (const item of items) ledger.enter(item, 'live', (event) => events.push(event));
  return events;
};

const event = (id: string, at: number): ChatEvent => entered(createLedger('contact', 10), message(id, at))[0]!;

const EVENTS: Readonly<Record<string, ChatEvent>> = { a: event('a', 1), b: event('b', 2), c: event('c', 3) };

const own = (status: PendingMessage['status']): ReadonlyArray<PendingMessage> => [
  { type: 'pending', clientToken: 'own', contentType: 'text/plain', content: 'hi', at: 9, status },
];

const PENDING = { '0': [], q: own('queued'), s: own('sending'), S: own('sent'), r: own('rejected') } as const;

const shown = ({ items, gaps }: Transcript): string =>
  [
    ...items.map((item) => (item.type === 'pending' ? item.status : (item.id ?? item.type))),
    ...gaps.map(({ reason }) => reason),
  ].join(' ');

const nothing$ = concat(of<ReadonlyArray<PendingMessage>>([]), NEVER);

const transcripts = (
  clock: TestScheduler,
  event$: Observable<ChatEvent>,
  pending$: Observable<ReadonlyArray<PendingMessage>> = nothing$,
  ledger = createLedger('contact', 1_000),
): Observable<Transcript> =>
  transcriptOf({ ...fakeWorld(clock, {}, { policies: { transcriptMs: 3 } }).world, ledger }, event$, pending$);

describe('transcriptOf', () => {
  it('emits at once, then once for what happens in `transcriptMs`', () => {
    marbles(({ hot, expectObservable }, clock) => {
      const event$ = hot('                                          -----b-a----c---', EVENTS);
      const expected = '                                            n-------x------y';
      const transcript$ = transcripts(clock, event$).pipe(map(shown));
      expectObservable(transcript$).toBe(expected, { n: '', x: 'a b', y: 'a b c' });
    });
  });

  it('shows receipts that an earlier session was told, although their message comes only now', () => {
    const receipts = [{ recipientId: 'ana', deliveredAt: 5, readAt: 6 }];
    marbles(({ hot, expectObservable }, clock) => {
      const ledger = createLedger('contact', 1_000);
      ledger.recall([{ id: 'a', state: '', receipts }]);
      const transcript$ = transcripts(clock, hot('-a', EVENTS), nothing$, ledger);
      expectObservable(transcript$.pipe(map(({ items }) => items))).toBe('n---a', {
        n: [],
        a: [{ ...EVENTS.a, receipts }],
      });
    });
  });

  it('emits once for a page of 100 items', () => {
    const page$ = new Subject<ChatEvent>();
    const seen: Transcript[] = [];
    marbles(({ cold }, clock) => {
      transcripts(clock, page$, EMPTY).subscribe((transcript) => seen.push(transcript));
      cold('-p').subscribe(() => {
        for (let index = 0; index < 100; index += 1) page$.next(event(`m${index}`, index));
      });
    });
    expect(seen.map(({ items }) => items.length)).toEqual([0, 100]);
  });

  it('gives a late subscriber the present transcript, and shares the work', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }, clock) => {
      const event$ = hot('                                    -a------', EVENTS);
      const transcript$ = transcripts(clock, event$, EMPTY).pipe(map(shown));
      expectObservable(transcript$).toBe('                    n---a---', { n: '', a: 'a' });
      expectObservable(transcript$, '                         ------^-').toBe('------a-', { a: 'a' });
      expectSubscriptions(event$.subscriptions).toBe(['       ^-------', '^-------', '(^!)----']);
    });
  });

  it('takes from the ledger what was told before anybody subscribed', () => {
    marbles(({ hot, expectObservable }, clock) => {
      const ledger = createLedger('contact', 10);
      entered(ledger, message('b', 2), message('a', 1));
      const transcript$ = transcripts(clock, hot('----c', EVENTS), EMPTY, ledger).pipe(map(shown));
      expectObservable(transcript$).toBe('x------y', { x: 'a b', y: 'a b c' });
    });
  });

  it('shows the receipts that were told before anybody subscribed', () => {
    marbles(({ hot, expectObservable }, clock) => {
      const ledger = createLedger('contact', 10);
      entered(ledger, message('a', 1), receipt('a', 3, true));
      const transcript$ = transcripts(clock, hot('-'), EMPTY, ledger);
      const receipts$ = transcript$.pipe(
        map(({ items }) => items.map((item) => (item.type === 'message' ? item.receipts : []))),
      );
      expectObservable(receipts$).toBe('r', { r: [[{ recipientId: 'customer', deliveredAt: 2, readAt: 3 }]] });
    });
  });

  it('computes nothing while nobody subscribes', () => {
    marbles(({ hot, expectObservable, expectSubscriptions, flush }, clock) => {
      const event$ = hot('                            -a-a----', EVENTS);
      const pending$ = hot('                          0-------', PENDING);
      const transcript$ = transcripts(clock, event$, pending$);
      expectObservable(transcript$.pipe(map(shown)), '--^-!').toBe('--n', { n: '' });
      expectSubscriptions(event$.subscriptions).toBe(['--^-!', '--^-!', '--^-!']);
      expectSubscriptions(pending$.subscriptions).toBe(' --^-!');
      flush();
      expect(clock.actions.filter(({ closed }) => !closed)).toEqual([]);
    });
  });

  it('shows own messages under way', () => {
    marbles(({ hot, expectObservable }, clock) => {
      const event$ = hot('                    ------a--', EVENTS);
      const pending$ = hot('                  0-q---0--', PENDING);
      const transcript$ = transcripts(clock, event$, pending$).pipe(map(shown));
      expectObservable(transcript$).toBe('    n--x-----y', { n: '', x: 'queued', y: 'a' });
    });
  });

  it('completes with the events when no own message is under way', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }, clock) => {
      const event$ = hot('                                               -a-|', EVENTS);
      const pending$ = new BehaviorSubject<ReadonlyArray<PendingMessage>>([]);
      const transcript$ = transcripts(clock, event$, pending$).pipe(map(shown));
      expectObservable(transcript$).toBe('                               n---(x|)', { n: '', x: 'a' });
      expectSubscriptions(event$.subscriptions).toBe(['                  ^--!', '^--!', '^--!']);
    });
  });

  it('completes when the fate of each own message is known', () => {
    marbles(({ hot, expectObservable }, clock) => {
      const event$ = hot('                                -a-|', EVENTS);
      const pending$ = concat(of(PENDING.q), hot('        -----s---r--', PENDING));
      const transcript$ = transcripts(clock, event$, pending$).pipe(map(shown));
      expectObservable(transcript$).toBe('                n---x---y---(z|)', {
        n: 'queued',
        x: 'a queued',
        y: 'a sending',
        z: 'a rejected',
      });
    });
  });

  it('gives whoever comes after the end the whole transcript, and completes', () => {
    marbles(({ expectObservable }, clock) => {
      const ledger = createLedger('contact', 10);
      entered(ledger, message('a', 1));
      const pending$ = new BehaviorSubject<ReadonlyArray<PendingMessage>>([]);
      expectObservable(transcripts(clock, EMPTY, pending$, ledger).pipe(map(shown)), '-----^').toBe('-----(a|)', {
        a: 'a',
      });
    });
  });

  it('emits nothing for what is hidden or says nothing new', () => {
    marbles(({ hot, expectObservable }, clock) => {
      const typing = entered(createLedger('contact', 10), notice('t', 5, 'typing'))[0]!;
      const read = entered(createLedger('contact', 10), receipt('x', 5, true))[0]!;
      const event$ = hot('                    a-----t-------r--------a----', { ...EVENTS, t: typing, r: read });
      const pending$ = hot('                  0---0----0-----------------q', PENDING);
      expectObservable(transcripts(clock, event$, pending$).pipe(map(shown))).toBe('n--a--------------------------q', {
        n: '',
        a: 'a',
        q: 'a queued',
      });
    });
  });

  it('shows what the ledger knows without an event, and follows the order that a page shows', () => {
    marbles(({ hot, cold, expectObservable }, clock) => {
      const ledger = createLedger('contact', 10);
      const twin = { ...message('0', 1), id: '0' };
      ledger.recall([{ id: 'a', state: 'whole', receipts: [] }]);
      const told: ChatEvent[] = [];
      cold('                                  -a----b----c', {
        a: () => ledger.enter(message('a', 1), 'backfill', (one) => told.push(one)),
        b: () => ledger.enter(twin, 'live', (one) => told.push(one)),
        c: () => ledger.learnOrder([twin, message('a', 1)]),
      }).subscribe((act) => act());
      const event$ = hot('                    ------e', { e: entered(createLedger('contact', 9), twin)[0]! });
      expectObservable(transcripts(clock, event$, nothing$, ledger).pipe(map(shown))).toBe('n---a----b----c', {
        n: '',
        a: 'a',
        b: 'a 0',
        c: '0 a',
      });
      cold('--------------|').subscribe({ complete: () => expect(told.map((one) => one.type)).toEqual(['message']) });
    });
  });

  it('does not show what is held back, whoever has been looking', () => {
    marbles(({ hot, expectObservable }, clock) => {
      const ledger = createLedger('contact', 10);
      const held = entered(ledger, message('a', 1));
      const { world } = fakeWorld(clock, {}, { policies: { transcriptMs: 3 } });
      const transcript$ = transcriptOf(
        { ...world, ledger, backlog: { size: 1, held: () => held } },
        hot('--a', EVENTS),
        nothing$,
      );
      expectObservable(transcript$.pipe(map(shown))).toBe('n----a', { n: '', a: 'a' });
    });
  });

  it('restores for as long as somebody looks, and not beyond the end', () => {
    marbles(({ hot, cold, expectObservable, expectSubscriptions }, clock) => {
      const { world } = fakeWorld(clock);
      const restored$ = cold<never>('         ----------');
      const transcript$ = transcriptOf(world, hot('----|', EVENTS), nothing$, restored$);
      expectObservable(transcript$, '         -^!');
      expectObservable(transcript$, '         ---^');
      expectSubscriptions(restored$.subscriptions).toBe(['-^!', '---^!']);
    });
  });
});
