import fc from 'fast-check';
import { isSame } from '../../lib/chat/same.js';

describe('isSame', () => {
  it('finds the same in a copy of plain data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(isSame(value, structuredClone(value))).toBe(true);
      }),
    );
  });

  it.each<readonly [unknown, unknown]>([
    [1, 2],
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1 }, { b: 1 }],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, 2]],
    [[], {}],
    [null, {}],
    [undefined, null],
    [{ a: { b: [1] } }, { a: { b: [2] } }],
  ])('tells %j from %j', (a, b) => {
    expect(isSame(a, b)).toBe(false);
    expect(isSame(b, a)).toBe(false);
  });

  it('takes a member that is undefined for none', () => {
    expect(isSame({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  });
});
