import { delay, NEVER, Subscription } from 'rxjs';
import { ChatEndedError, NetworkError } from '../../../lib/chat/errors.js';
import { disconnect } from '../../../lib/engine/effects/disconnect.js';
import type { Signal } from '../../../lib/engine/signal.js';
import { marbles } from '../../support/marbles.js';
import { admission } from '../../support/wire.js';
import { broken, fakeWorld, ok, pendingTimers, status } from './fake-world.js';

const LEAVE = '/participant/disconnect';
const CONNECTION = '/participant/connection';
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

  it.each<Signal>([
    { type: 'closing', reason: 'ended' },
    { type: 'ended', reason: 'ended' },
    { type: 'failed', error: new NetworkError() },
  ])('leaves the end to the service when it says %j', (signal) => {
    marbles((_, clock) => {
      const { world, signal$, said } = fakeWorld(clock, { [LEAVE]: [ok()] });
      disconnect(world).subscribe();
      expect(pendingTimers(clock)).toBe(1);
      signal$.next(signal);
      expect(pendingTimers(clock)).toBe(0);
      expect(said).toEqual([LEFT]);
    });
  });

  it('completes at once when the chat is over', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, set, sent, said } = fakeWorld(clock);
      set({ isOver: true });
      expectObservable(disconnect(world)).toBe('(d|)', DONE);
      flush();
      expect([...sent, ...said]).toEqual([]);
    });
  });

  it('takes being refused with a fresh token too for the end of the chat', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const answers = { [LEAVE]: [status(403), status(403)], [CONNECTION]: [ok(admission('2')).pipe(delay(2))] };
      const { world, sent, said } = fakeWorld(clock, answers);
      expectObservable(disconnect(world)).toBe('--(d|)', DONE);
      cold('3002ms a|').subscribe();
      flush();
      expect(sent.filter(({ to }) => to === LEAVE)).toMatchObject([
        { headers: { 'X-Amz-Bearer': 'token 1' } },
        { headers: { 'X-Amz-Bearer': 'token 2' } },
      ]);
      expect(said.map(({ type }) => type)).toEqual(['credentials', 'left', 'closing']);
    });
  });

  it('takes it for the end of the chat too when a fresh token is refused', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, said } = fakeWorld(clock, { [LEAVE]: [status(403)], [CONNECTION]: [status(403)] });
      expectObservable(disconnect(world)).toBe('(d|)', DONE);
      flush();
      expect(said).toContainEqual(LEFT);
    });
  });

  it('obtains a token where there is none yet', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const answers = { [LEAVE]: [ok()], [CONNECTION]: [ok(admission('1'))] };
      const { world, sent } = fakeWorld(clock, answers, { connected: false });
      expectObservable(disconnect(world)).toBe('(d|)', DONE);
      flush();
      expect(sent.map(({ to }) => to)).toEqual([CONNECTION, LEAVE]);
    });
  });

  it('ends a session that is offline at once', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, said } = fakeWorld(clock, { [LEAVE]: [ok()] });
      expectObservable(disconnect({ ...world, isOnline: () => false })).toBe('(d|)', DONE);
      flush();
      expect(said).toEqual([LEFT, { type: 'ended', reason: 'disconnected' }]);
      expect(pendingTimers(clock)).toBe(0);
    });
  });

  it.each([
    ['until it has left', [ok()], [LEFT.type]],
    ['until it was refused', [status(500), status(500), status(500)], []],
  ])('keeps the session online %s', (_, answers, expected) => {
    marbles(({ flush }, clock) => {
      const { world } = fakeWorld(clock, { [LEAVE]: answers });
      const staying = new Subscription();
      const saidMeanwhile: string[] = [];
      const say = ({ type }: Signal): void => {
        if (!staying.closed) saidMeanwhile.push(type);
      };
      disconnect({ ...world, say, stay: () => staying }).subscribe({ error: () => undefined });
      flush();
      expect(staying.closed).toBe(true);
      expect(saidMeanwhile).toEqual(expected);
    });
  });

  it('completes when the chat turns out to be over', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const { world, credentials$, set, said } = fakeWorld(clock, { [LEAVE]: [NEVER] });
      const end = (): void => {
        set({ isOver: true });
        credentials$.error(new ChatEndedError());
      };
      cold('--e|').subscribe({ next: end });
      expectObservable(disconnect(world)).toBe('--(d|)', DONE);
      flush();
      expect(said).toEqual([LEFT]);
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
