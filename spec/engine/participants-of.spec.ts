import { map } from 'rxjs';
import type { ChatEvent } from '../../lib/chat/event.js';
import type { NoticeItem } from '../../lib/chat/item.js';
import { createLedger } from '../../lib/chat/ledger.js';
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

describe('participantsOf', () => {
  it('begins with nobody and emits when the list changes', () => {
    marbles(({ hot, expectObservable }) => {
      const event$ = hot('                                                    -a-a-b-A-', EVENTS);
      expectObservable(participantsOf(empty(), event$).pipe(map(who))).toBe(' na---b-c-', WHO);
    });
  });

  it('gives a late subscriber the present list', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const event$ = hot('                                                    -a---b---', EVENTS);
      const participants$ = participantsOf(empty(), event$).pipe(map(who));
      expectObservable(participants$).toBe('                                  na---b---', WHO);
      expectObservable(participants$, '                                       ---^').toBe('---a-b', WHO);
      expectSubscriptions(event$.subscriptions).toBe('                        ^--------');
    });
  });

  it('learns from the ledger who came before anybody listened, in whatever order it was entered', () => {
    marbles(({ hot, expectObservable }) => {
      const ledger = empty();
      const ignore = (): void => undefined;
      ledger.enter(fact('ana', 5, 'participantLeft'), 'live', ignore);
      ledger.enter(fact('bob', 2, 'participantJoined'), 'live', ignore);
      ledger.enter(fact('ana', 1, 'participantJoined'), 'live', ignore);
      expectObservable(participantsOf(ledger, hot('----')).pipe(map(who))).toBe('c---', WHO);
    });
  });

  it('computes nothing while nobody subscribes', () => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const event$ = hot('                     -a---b', EVENTS);
      const participants$ = participantsOf(empty(), event$).pipe(map(who));
      expectObservable(participants$, '        ^-!').toBe('na', WHO);
      expectSubscriptions(event$.subscriptions).toBe('^-!');
    });
  });

  it('completes and errors with the events', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(participantsOf(empty(), cold('-a-|', EVENTS)).pipe(map(who))).toBe('na-|', WHO);
      expectObservable(participantsOf(empty(), cold('-a-#', EVENTS)).pipe(map(who))).toBe('na-#', WHO);
    });
  });
});
