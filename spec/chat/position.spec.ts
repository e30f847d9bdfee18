import fc from 'fast-check';
import type { Position } from '../../lib/chat/event.js';
import { comparePositions } from '../../lib/chat/position.js';

const position: fc.Arbitrary<Position> = fc.record({
  at: fc.integer({ min: 0, max: 3 }),
  id: fc.constantFrom('', 'a', 'B', 'b', 'é'),
});

describe('comparePositions', () => {
  it('compares by time', () => {
    expect(comparePositions({ at: 1, id: 'z' }, { at: 2, id: 'a' })).toBeLessThan(0);
    expect(comparePositions({ at: 2, id: 'a' }, { at: 1, id: 'z' })).toBeGreaterThan(0);
  });

  it('compares by id where times are equal', () => {
    expect(comparePositions({ at: 1, id: 'a' }, { at: 1, id: 'b' })).toBeLessThan(0);
    expect(comparePositions({ at: 1, id: 'b' }, { at: 1, id: 'a' })).toBeGreaterThan(0);
  });

  it('is zero for the same place only', () => {
    fc.assert(
      fc.property(position, position, (a, b) => {
        expect(comparePositions(a, b) === 0).toBe(a.at === b.at && a.id === b.id);
      }),
    );
  });

  it('turns its sign with its arguments', () => {
    fc.assert(
      fc.property(position, position, (a, b) => {
        expect(Math.sign(comparePositions(a, b)) + Math.sign(comparePositions(b, a))).toBe(0);
      }),
    );
  });

  it('is transitive', () => {
    fc.assert(
      fc.property(position, position, position, (a, b, c) => {
        fc.pre(comparePositions(a, b) <= 0 && comparePositions(b, c) <= 0);
        expect(comparePositions(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
