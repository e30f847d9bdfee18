import fc from 'fast-check';
import { byTime } from '../../lib/chat/position.js';

describe('byTime', () => {
  it('compares by time', () => {
    expect(byTime({ at: 1 }, { at: 2 })).toBeLessThan(0);
    expect(byTime({ at: 2 }, { at: 1 })).toBeGreaterThan(0);
  });

  it('leaves items of one time where they are, whatever their ids', () => {
    const ids = fc.uniqueArray(fc.string(), { maxLength: 9 });
    fc.assert(
      fc.property(ids, (names) => {
        const items = names.map((id) => ({ id, at: 7 }));
        expect([...items].sort(byTime)).toEqual(items);
      }),
    );
  });
});
