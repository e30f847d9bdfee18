import { delay, NEVER } from 'rxjs';
import { ChatEndedError, NetworkError } from '../../../lib/chat/errors.js';
import { disconnect } from '../../../lib/engine/effects/disconnect.js';
import type { Signal } from '../../../lib/engine/signal.js';
import { marbles } from '../../support/marbles.js';
import { broken, fakeWorld, ok, pendingTimers, status } from './fake-world.js';

const LEAVE = '/participant/disconnect';
const DONE = { d: undefined };
const LEFT: Signal = { type: 'left' };
const CLOSING: Signal = { type: 'closing', reason: 'disconnected' };

describe('disconnect', () => {
  it('completes when the service has agreed', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = fakeWorld(clock, { [LEAVE]: [ok().pipe(delay(5))] });
      expectObservable(disconnect(world)).toBe('5ms (d|)', DONE);
      flush();
      expect(sent).toMatchObject([{ headers: { 'X-Amz-Bearer': 'token 1' }, body: { ClientToken: 'id 1' } }]);
    });
  });

  it('closes the session where the service has not ended the chat in time, although nobody listens any more', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const { world, said } = fakeWorld(clock, { [LEAVE]: [ok()] });
      const saidAt: (readonly [number, string])[] = [];
      const heard = {
        ...world,
        say: (signal: Signal) => (world.say(signal), void saidAt.push([clock.now(), signal.type])),
      };
      expectObservable(disconnect(heard)).toBe('(d|)', DONE);
      cold('3000ms a|').subscribe();
      flush();
      expect(said).toEqual([LEFT, CLOSING]);
      expect(saidAt).toEqual([
        [0, 'left'],
        [3_000, 'closing'],
      ]);
    });
  });

  it.each<Signal>([{ type: 'closing', reason: 'ended' }, { type: 'ended', reason: 'ended' }, { type: 'offline' }])(
    'leaves the end to the service when it says %j',
    (signal) => {
      marbles((_, clock) => {
        const { world, signal$, said } = fakeWorld(clock, { [LEAVE]: [ok()] });
        disconnect(world).subscribe();
        expect(pendingTimers(clock)).toBe(1);
        signal$.next(signal);
        expect(pendingTimers(clock)).toBe(0);
        expect(said).toEqual([LEFT]);
      });
    },
  );

  it('completes at once when the chat is over', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, set, sent, said } = fakeWorld(clock);
      set({ isOver: true });
      expectObservable(disconnect(world)).toBe('(d|)', DONE);
      flush();
      expect([...sent, ...said]).toEqual([]);
    });
  });

  it('takes being refused with two tokens for the end of the chat', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const { world, credentials$, said } = fakeWorld(clock, { [LEAVE]: [status(403), status(403)] });
      cold('--t|').subscribe({ next: () => credentials$.next({ connectionToken: 'token 2' }) });
      expectObservable(disconnect(world)).toBe('--(d|)', DONE);
      flush();
      expect(said).toEqual([{ type: 'denied', connectionToken: 'token 1' }, LEFT, CLOSING]);
    });
  });

  it('completes when the chat turns out to be over', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const { world, credentials$, set, said } = fakeWorld(clock, { [LEAVE]: [status(403)] });
      const end = (): void => {
        set({ isOver: true });
        credentials$.error(new ChatEndedError());
      };
      cold('--e|').subscribe({ next: end });
      expectObservable(disconnect(world)).toBe('--(d|)', DONE);
      flush();
      expect(said).toEqual([{ type: 'denied', connectionToken: 'token 1' }, LEFT]);
    });
  });

  it('repeats a failed attempt with the same ClientToken, and errors when they are used up', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, bodies, said } = fakeWorld(clock, { [LEAVE]: [broken(), broken(), broken()] });
      const error = new NetworkError({ operation: 'DisconnectParticipant' });
      expectObservable(disconnect(world)).toBe('#', undefined, error);
      flush();
      expect(bodies(LEAVE)).toEqual([{ ClientToken: 'id 1' }, { ClientToken: 'id 1' }, { ClientToken: 'id 1' }]);
      expect(said).not.toContainEqual(CLOSING);
    });
  });

  it('aborts when it is unsubscribed from, and the session goes on', () => {
    marbles((_, clock) => {
      const { world, sent, said } = fakeWorld(clock, { [LEAVE]: [NEVER] });
      disconnect(world).subscribe().unsubscribe();
      expect(sent).toMatchObject([{ outcome: 'aborted' }]);
      expect(said).toEqual([]);
      expect(pendingTimers(clock)).toBe(0);
    });
  });
});
