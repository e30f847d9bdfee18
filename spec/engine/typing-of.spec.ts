import type { ChatEvent, FromItem } from '../../lib/chat/event.js';
import type { Participant } from '../../lib/chat/participant.js';
import { createDispatch } from '../../lib/engine/dispatch.js';
import { typingOf } from '../../lib/engine/typing-of.js';
import { marbles } from '../support/marbles.js';

const ana: Participant = { id: 'ana', displayName: 'Ana' };
const bob: Participant = { id: 'bob', displayName: 'Bob' };
const policies = { typingExpiryMs: 10 };
const dispatch = createDispatch();

const from = (participant: Participant, at: number): FromItem => ({
  id: `id ${at}`,
  at,
  contactId: 'contact',
  origin: 'live',
  participant,
});
const events: Record<'a' | 'b' | 'm' | 'e', ChatEvent> = {
  a: { type: 'typing', ...from(ana, 1_000_000) },
  b: { type: 'typing', ...from(bob, 1_000_001) },
  m: { type: 'message', ...from(ana, 1_000_002), contentType: 'text/plain', content: 'hello' },
  e: { type: 'chatEnded', at: 1_000_003, contactId: 'contact', reason: 'ended' },
};
const lists = { '0': [], a: [ana], b: [bob], c: [ana, bob] };

describe('typingOf', () => {
  it('starts with nobody', () => {
    marbles(({ cold, expectObservable }, clock) => {
      expectObservable(typingOf(cold<ChatEvent>('-'), { clock, dispatch }, policies)).toBe('0', lists);
    });
  });

  it('expires by the local clock, whatever the time of the service', () => {
    marbles(({ cold, expectObservable }, clock) => {
      expectObservable(typingOf(cold('-a', events), { clock, dispatch }, policies)).toBe('0a 9ms 0', lists);
    });
  });

  it('is extended by the next typing event, without being told again', () => {
    marbles(({ cold, expectObservable }, clock) => {
      expectObservable(typingOf(cold('-a 7ms a', events), { clock, dispatch }, policies)).toBe('0a 17ms 0', lists);
    });
  });

  it('expires for each one by itself', () => {
    marbles(({ cold, expectObservable }, clock) => {
      expectObservable(typingOf(cold('-a---b', events), { clock, dispatch }, policies)).toBe('0a---c 5ms b---0', lists);
    });
  });

  it('ends with a message', () => {
    marbles(({ cold, expectObservable }, clock) => {
      expectObservable(typingOf(cold('-abm', events), { clock, dispatch }, policies)).toBe('0acb 8ms 0', lists);
    });
  });

  it('leaves out the own participant', () => {
    marbles(({ cold, expectObservable }, clock) => {
      expectObservable(typingOf(cold('-ab', events), { clock, dispatch }, policies, 'ana')).toBe('0-b 9ms 0', lists);
    });
  });

  it('has one timer at most, and none when nobody types or nobody subscribes', () => {
    marbles(({ hot, flush }, clock) => {
      const pending = (): number => clock.actions.filter(({ closed }) => !closed).length;
      const event$ = hot<ChatEvent>('-');
      const { a, b, e } = events;
      const timers: number[] = [];
      const typing = typingOf(event$, { clock, dispatch }, policies).subscribe();
      for (const event of [a, b, a, e, b]) {
        event$.next(event);
        timers.push(pending());
      }
      typing.unsubscribe();
      timers.push(pending());
      flush();
      expect(timers).toEqual([1, 1, 1, 0, 1, 0]);
    });
  });

  it('gives a late subscriber the present list, from one subscription to the events', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const event$ = cold('-a', events);
      const typing$ = typingOf(event$, { clock, dispatch }, policies);
      expectObservable(typing$, '^-----!').toBe('0a', lists);
      expectObservable(typing$, '---^--!').toBe('---a', lists);
      expectSubscriptions(event$.subscriptions).toBe('^-----!');
    });
  });

  it('completes with the events when nobody types, and errors with them', () => {
    marbles(({ cold, expectObservable }, clock) => {
      expectObservable(typingOf(cold('-a-e|', events), { clock, dispatch }, policies)).toBe('0a-0|', lists);
      expectObservable(typingOf(cold('-a-#', events), { clock, dispatch }, policies)).toBe('0a-#', lists);
      expectObservable(typingOf(cold<ChatEvent>('|'), { clock, dispatch }, policies)).toBe('(0|)', lists);
    });
  });
});
