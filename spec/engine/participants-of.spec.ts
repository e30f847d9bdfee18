import { concat, map, of, tap, type Observable } from 'rxjs';
import type { ChatEvent } from '../../lib/chat/event.js';
import type { NoticeItem } from '../../lib/chat/item.js';
import { createLedger, type Ledger, type Memory } from '../../lib/chat/ledger.js';
import { learn } from '../../lib/chat/known.js';
import type { Participant } from '../../lib/chat/participant.js';
import { tell } from '../../lib/chat/tell.js';
import { participantsOf } from '../../lib/engine/participants-of.js';
import { marbles } from '../support/marbles.js';

const fact = (who: string, at: number, type: 'participantJoined' | 'participantLeft'): NoticeItem => ({
  type: 'notice',
  id: `${who} ${type}`,
  at,
  contactId: 'contact',
  participant: { id: who, role: 'AGENT' },
  notice: { type },
});

const event = (item: NoticeItem): ChatEvent => tell(learn(item, 'live'), 'contact');

const EVENTS: Readonly<Record<string, ChatEvent>> = {
  a: event(fact('ana', 1, 'participantJoined')),
  A: event(fact('ana', 5, 'participantLeft')),
  b: event(fact('bob', 2, 'participantJoined')),
};

const who = (participants: ReadonlyArray<Participant>): string => participants.map(({ id }) => id).join(' ');
const WHO = { n: '', a: 'ana', b: 'ana bob', c: 'bob' };

const empty = () => createLedger('contact', 100);

/** As a session has it: what is emitted, the ledger knows. */
const participants = (
  ledger: Ledger,
  event$: Observable<ChatEvent>,
  isOver = false,
): Observable<ReadonlyArray<Participant>> =>
  participantsOf({ ledger, isOver: () => isOver }, event$.pipe(tap(ledger.emit)));

describe('participantsOf', () => {
  it('begins with nobody and emits when the list changes', () => {
    marbles(({ hot, expectObservable }) => {
      const event$ = hot('                                                    -a-a-b-A-', EVENTS);
      expectObservable(participants(empty(), event$).pipe(map(who))).toBe(' na---b-c-', WHO);
    });
  });

  it('gives a late subscriber the present list', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const event$ = hot('                                                    -a---b---', EVENTS);
      const participants$ = participants(empty(), event$).pipe(map(who));
      expectObservable(participants$).toBe('                                  na---b---', WHO);
      expectObservable(participants$, '                                       ---^').toBe('---a-b', WHO);
      expectSubscriptions(event$.subscriptions).toBe(['                       ^--------', '^--------']);
    });
  });

  it('knows who came before anybody listened, in whatever order it came to light', () => {
    marbles(({ hot, expectObservable }) => {
      const ledger = empty();
      ['A', 'b', 'a'].forEach((name) => ledger.emit(EVENTS[name]!));
      expectObservable(participants(ledger, hot('----')).pipe(map(who))).toBe('c---', WHO);
    });
  });

  it('knows by what the history policy left out and by what was loaded', () => {
    marbles(({ hot, cold, expectObservable }) => {
      const ledger = empty();
      cold('--a--A').subscribe((name) =>
        ledger.enterSilently(name === 'a' ? fact('ana', 1, 'participantJoined') : fact('ana', 5, 'participantLeft')),
      );
      expectObservable(participants(ledger, hot('-----')).pipe(map(who))).toBe('n-a--n', WHO);
    });
  });

  it('knows nobody by a past contact', () => {
    marbles(({ hot, expectObservable }) => {
      const ledger = empty();
      ledger.enterSilently({ ...fact('ana', 1, 'participantJoined'), past: true });
      expectObservable(participants(ledger, hot('--')).pipe(map(who))).toBe('n-', WHO);
    });
  });

  it('knows whom an earlier session knew', () => {
    marbles(({ hot, expectObservable }) => {
      const [before, ledger] = [empty(), empty()];
      ['a', 'b', 'A'].forEach((name) => before.emit(EVENTS[name]!));
      const memory: Memory = JSON.parse(JSON.stringify(before.memory()));
      ledger.recall([], memory);
      expectObservable(participants(ledger, hot('--a-')).pipe(map(who))).toBe('c---', WHO);
    });
  });

  it('says nothing while what came within one millisecond is read again from both ends', () => {
    const [joined, other, left] = [
      fact('ana', 1, 'participantJoined'),
      fact('bob', 1, 'participantJoined'),
      fact('ana', 1, 'participantLeft'),
    ];
    marbles(({ hot, cold, expectObservable }) => {
      const [before, ledger] = [empty(), empty()];
      for (const item of [joined, other, left]) before.enter(item, 'live', before.emit);
      const memory: Memory = JSON.parse(JSON.stringify(before.memory()));
      ledger.recall(before.marks(undefined), memory);
      cold('--f-b-f-b').subscribe((direction) => {
        const page = direction === 'f' ? [joined, other] : [other, left];
        for (const item of page) ledger.enterSkipped(item, () => undefined);
        ledger.learnOrder(page, false);
      });
      expectObservable(participants(ledger, hot('----------')).pipe(map(who))).toBe('c---------', WHO);
    });
  });

  it('follows a page that joins what others have shown of one millisecond', () => {
    const [left, joined] = [fact('ana', 1, 'participantLeft'), fact('ana', 1, 'participantJoined')];
    const [b, c] = ['b', 'c'].map((id) => ({ ...fact(id, 1, 'participantLeft'), id }));
    marbles(({ hot, cold, expectObservable }) => {
      const ledger = empty();
      const pages = { l: [left, b!], j: [c!, joined], m: [b!, c!] };
      cold('--l-j-m', pages).subscribe((page) => {
        page.forEach(ledger.enterSilently);
        ledger.learnOrder(page, false);
      });
      expectObservable(participants(ledger, hot('-------')).pipe(map(who))).toBe('n-----a', WHO);
    });
  });

  it('ends in an empty list when the chat has, and begins with one after that', () => {
    const end: ChatEvent = { type: 'chatEnded', at: 0, contactId: 'contact', reason: 'accessDenied' };
    marbles(({ cold, expectObservable }) => {
      const event$ = concat(cold('-a|', EVENTS), of(end));
      expectObservable(participants(empty(), event$).pipe(map(who))).toBe('na(n|)', WHO);
      const ledger = empty();
      ledger.emit(EVENTS.a!);
      expectObservable(participants(ledger, cold('|'), true).pipe(map(who))).toBe('(n|)', WHO);
    });
  });

  it('computes nothing while nobody subscribes', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const event$ = hot('                     -a---b', EVENTS);
      const participants$ = participants(empty(), event$).pipe(map(who));
      expectObservable(participants$, '        ^-!').toBe('na', WHO);
      expectSubscriptions(event$.subscriptions).toBe(['^-!', '^-!']);
    });
  });

  it('completes with the events', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(participants(empty(), cold('-a-|', EVENTS)).pipe(map(who))).toBe('na-|', WHO);
    });
  });
});
