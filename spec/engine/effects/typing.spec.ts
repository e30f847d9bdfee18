import { delay, NEVER } from 'rxjs';
import { ChatEndedError } from '../../../lib/chat/errors.js';
import { createTyping } from '../../../lib/engine/effects/typing.js';
import { marbles } from '../../support/marbles.js';
import { broken, fakeWorld, ok, pendingTimers, status } from './fake-world.js';

const EVENT = '/participant/event';
const DONE = { d: undefined };

describe('createTyping', () => {
  it('does nothing before it is subscribed to', () => {
    marbles((_, clock) => {
      const { world, sent } = fakeWorld(clock);
      createTyping(world)();
      expect(sent).toEqual([]);
    });
  });

  it('sends the first event at once, without content', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = fakeWorld(clock, { [EVENT]: [ok().pipe(delay(5))] });
      expectObservable(createTyping(world)()).toBe('5ms (d|)', DONE);
      flush();
      expect(sent).toMatchObject([
        {
          at: 0,
          headers: { 'X-Amz-Bearer': 'token 1' },
          body: { ContentType: 'application/vnd.amazonaws.connect.event.typing', ClientToken: 'id 1' },
        },
      ]);
      expect(sent[0]?.body).not.toHaveProperty('Content');
    });
  });

  it('sends at most one event in the time of the policy, whoever calls', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const { world, sentAt } = fakeWorld(
        clock,
        { [EVENT]: [ok(), ok(), ok()] },
        { policies: { typingThrottleMs: 100 } },
      );
      const sendTyping = createTyping(world);
      for (const at of [0, 1, 99, 100, 150, 250]) {
        const then = at === 0 ? 'a' : `${at}ms a`;
        cold(`${then}|`).subscribe({ next: () => sendTyping().subscribe() });
      }
      expectObservable(cold('50ms a|')).toBe('50ms a|');
      flush();
      expect(sentAt(EVENT)).toEqual([0, 100, 250]);
    });
  });

  it('sends again when the clock has been set back', () => {
    marbles((_, clock) => {
      const { world, sent } = fakeWorld(clock, { [EVENT]: [ok(), ok()] });
      let now = 1_000_000;
      const movable = { now: () => now, schedule: clock.schedule.bind(clock) };
      const sendTyping = createTyping({ ...world, ports: { ...world.ports, clock: movable } });
      sendTyping().subscribe();
      now -= 500_000;
      sendTyping().subscribe();
      expect(sent).toHaveLength(2);
    });
  });

  it('completes a call within that time at once, also while the first is under way', () => {
    marbles(({ expectObservable }, clock) => {
      const { world } = fakeWorld(clock, { [EVENT]: [ok().pipe(delay(50))] });
      const sendTyping = createTyping(world);
      expectObservable(sendTyping()).toBe('50ms (d|)', DONE);
      expectObservable(sendTyping()).toBe('(d|)', DONE);
    });
  });

  it('sends nothing while there is no connection token', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = fakeWorld(clock, {}, { connected: false });
      expectObservable(createTyping(world)()).toBe('(d|)', DONE);
      flush();
      expect(sent).toEqual([]);
    });
  });

  it('tells a failure and lets the next call send at once', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sentAt } = fakeWorld(clock, { [EVENT]: [status(409), ok()] });
      const sendTyping = createTyping(world);
      let name = '';
      sendTyping().subscribe({ error: (error: unknown) => (name = error instanceof Error ? error.name : '') });
      expectObservable(sendTyping()).toBe('(d|)', DONE);
      flush();
      expect(name).toBe('ConflictError');
      expect(sentAt(EVENT)).toEqual([0, 0]);
    });
  });

  it('repeats a failed attempt with the same ClientToken', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, bodies } = fakeWorld(clock, { [EVENT]: [broken(), ok()] });
      expectObservable(createTyping(world)()).toBe('(d|)', DONE);
      flush();
      expect(bodies(EVENT)).toMatchObject([{ ClientToken: 'id 1' }, { ClientToken: 'id 1' }]);
    });
  });

  it('gives up what has not left when the time is over', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = fakeWorld(clock, { [EVENT]: [NEVER] }, { policies: { typingThrottleMs: 100 } });
      expectObservable(createTyping(world)()).toBe('100ms (d|)', DONE);
      flush();
      expect(sent).toMatchObject([{ outcome: 'aborted' }]);
    });
  });

  it('aborts when it is unsubscribed from, and leaves no timer', () => {
    marbles((_, clock) => {
      const { world, sent } = fakeWorld(clock, { [EVENT]: [NEVER] });
      const typing = createTyping(world)().subscribe();
      expect(pendingTimers(clock)).toBeGreaterThan(0);
      typing.unsubscribe();
      expect(pendingTimers(clock)).toBe(0);
      expect(sent).toMatchObject([{ outcome: 'aborted' }]);
    });
  });

  it('errors when the chat has ended', () => {
    marbles(({ expectObservable }, clock) => {
      const { world, credentials$, set } = fakeWorld(clock);
      set({ isOver: true });
      credentials$.error(new ChatEndedError());
      expectObservable(createTyping(world)()).toBe('#', undefined, new ChatEndedError());
    });
  });
});
