import { NEVER } from 'rxjs';
import { restart } from '../../lib/engine/restart.js';
import type { Signal } from '../../lib/engine/signal.js';
import { marbles } from '../support/marbles.js';
import { timeline } from '../support/timeline.js';
import { fakeWorld } from './effects/fake-world.js';

const SIGNALS: Readonly<Record<string, Signal>> = { a: { type: 'connecting' } };

describe('restart', () => {
  it('fails a session that was not accepted yet', () => {
    marbles(({ cold, flush }, clock) => {
      const { world } = fakeWorld(clock, {}, { connected: false });
      const log = timeline(clock, cold<Signal>('-a-#', SIGNALS, new TypeError('x')).pipe(restart(world)));
      flush();
      expect(log).toEqual(['1 connecting', '3 failed InternalError', '3 |']);
    });
  });

  it('begins anew after a wait that grows, as after the loss of a socket', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const { world } = fakeWorld(clock, {}, { policies: { backoffBaseMs: 10 } });
      const source$ = cold<Signal>('-a-#', SIGNALS, new TypeError('x'));
      const random = (): number => {
        throw new TypeError('x');
      };
      const ports = { ...world.ports, random };
      expectObservable(source$.pipe(restart({ ...world, ports })), '37ms !').toBe('-a-(dl) 7ms a-(dl) 16ms -', {
        ...SIGNALS,
        d: expect.objectContaining({ type: 'diagnostic' }),
        l: expect.objectContaining({ type: 'lost' }),
      });
      expectSubscriptions(source$.subscriptions).toBe(['^--!', '13ms ^--!', '36ms ^!']);
    });
  });

  it('does not end with its source', () => {
    marbles(({ cold, expectObservable }, clock) => {
      const { world } = fakeWorld(clock);
      expectObservable(cold<Signal>('-a|', SIGNALS).pipe(restart(world))).toBe('-a', SIGNALS);
      expectObservable(NEVER.pipe(restart(world))).toBe('');
    });
  });
});
