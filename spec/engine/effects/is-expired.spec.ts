import { isExpired } from '../../../lib/engine/effects/is-expired.js';
import { marbles } from '../../support/marbles.js';

describe('isExpired', () => {
  it('holds for a 403 from the time of expiry on', () => {
    marbles(({ cold, flush }, clock) => {
      const seen: boolean[] = [];
      cold('a 9ms b|').subscribe({
        next: () => seen.push(isExpired({ clock }, { status: 403 }, { urlExpiresAt: 10 })),
      });
      flush();
      expect(seen).toEqual([false, true]);
    });
  });

  it('does not hold for another status, nor where no expiry is known', () => {
    marbles((_, clock) => {
      expect(isExpired({ clock }, { status: 404 }, { urlExpiresAt: 0 })).toBe(false);
      expect(isExpired({ clock }, { status: 403 }, {})).toBe(false);
    });
  });
});
