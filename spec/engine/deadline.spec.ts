import { map } from 'rxjs';
import { NetworkError } from '../../lib/chat/errors.js';
import { answeredWithin, deadline } from '../../lib/engine/deadline.js';
import { marbles } from '../support/marbles.js';
import { sleepingClock } from '../support/sleeping-clock.js';

describe('deadline', () => {
  it.each([
    ['its time is over', 0, '10s (d|)'],
    ['its time is over, where its timer is a little late', 1_000, '10s (d|)'],
    ['five seconds more, where its timer is late', 1_001, '15s (d|)'],
    ['its time is over, where the clock was set back', -3_600_000, '10s (d|)'],
  ])('emits when %s', (_, lateMs, expected) => {
    marbles(({ expectObservable }, clock) => {
      const late = sleepingClock(clock, 10_000, lateMs);
      expectObservable(deadline(10_000, late).pipe(map(() => 'd'))).toBe(expected);
    });
  });

  it('gives no more than its own time once more', () => {
    marbles(({ expectObservable }, clock) => {
      const asleep = sleepingClock(clock, 20, 600_000);
      expectObservable(deadline(20, asleep).pipe(map(() => 'd'))).toBe('40ms (d|)');
    });
  });

  it('holds no timer when it is unsubscribed', () => {
    marbles((_, clock) => {
      deadline(20, clock).subscribe().unsubscribe();
      expect(clock.actions.filter(({ closed }) => !closed)).toEqual([]);
    });
  });
});

describe('answeredWithin', () => {
  it('minds only the first value, and errors where there is none', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const error = new NetworkError();
      const within = answeredWithin(5, clock, () => error);
      expectObservable(cold('--a------b|').pipe(within)).toBe('--a------b|');
      expectObservable(cold('--#').pipe(within)).toBe('--#');
      const silent = cold('-');
      expectObservable(silent.pipe(within)).toBe('-----#', undefined, error);
      expectSubscriptions(silent.subscriptions).toBe('^----!');
    });
  });
});
