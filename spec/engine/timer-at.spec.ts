import { defer, map } from 'rxjs';
import { timerAt } from '../../lib/engine/timer-at.js';
import { marbles } from '../support/marbles.js';

const DAY_MS = 86_400_000;

describe('timerAt', () => {
  it('emits once at the instant and completes', () => {
    marbles(({ expectObservable }, clock) => {
      expectObservable(timerAt(5, clock).pipe(map(() => 't'))).toBe('-----(t|)');
    });
  });

  it('measures the instant by the clock, whenever it is subscribed to', () => {
    marbles(({ expectObservable }, clock) => {
      expectObservable(
        defer(() => timerAt(5, clock).pipe(map(() => 't'))),
        '--^',
      ).toBe('-----(t|)');
    });
  });

  it('emits at once when the instant is past or present', () => {
    marbles(({ expectObservable }, clock) => {
      expectObservable(timerAt(-9, clock).pipe(map(() => 't'))).toBe('(t|)');
      expectObservable(timerAt(0, clock).pipe(map(() => 't'))).toBe(' (t|)');
      expectObservable(timerAt(NaN, clock).pipe(map(() => 't'))).toBe('(t|)');
    });
  });

  it('waits for no longer than a day', () => {
    marbles(({ expectObservable }, clock) => {
      expectObservable(timerAt(DAY_MS, clock).pipe(map(() => 't'))).toBe('    86400s (t|)');
      expectObservable(timerAt(DAY_MS * 25, clock).pipe(map(() => 't'))).toBe('86400s (t|)');
      expectObservable(timerAt(Infinity, clock).pipe(map(() => 't'))).toBe('  86400s (t|)');
    });
  });

  it('holds no timer after it is unsubscribed', () => {
    marbles(({ expectObservable, flush }, clock) => {
      expectObservable(timerAt(50, clock), '--!').toBe('');
      flush();
      expect(clock.actions.filter(({ closed }) => !closed)).toEqual([]);
    });
  });
});
