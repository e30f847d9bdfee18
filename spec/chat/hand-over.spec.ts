import { behind, mayHaveBecome, mayYetHaveBecome, without, type HandOver } from '../../lib/chat/hand-over.js';

const handOver: HandOver = { latestAt: 5, ids: ['known'], until: { latestAt: 9, ids: ['last'] } };

describe('a hand-over', () => {
  it.each([
    ['older', { id: 'a', at: 4 }, false, false],
    ['known then', { id: 'known', at: 5 }, false, false],
    ['of that very time', { id: 'a', at: 5 }, true, true],
    ['younger', { id: 'a', at: 8 }, true, true],
    ['there when it could not arrive any more', { id: 'last', at: 9 }, true, true],
    ['there only later', { id: 'a', at: 9 }, false, true],
  ])('tells of an item that is %s whether it may be what was handed over', (_, item, may, mayYet) => {
    expect([mayHaveBecome(handOver, item), mayYetHaveBecome(handOver, item)]).toEqual([may, mayYet]);
  });

  it('leaves out an item once, and moves behind one', () => {
    const item = { id: 'a', at: 7 };
    expect(without(without(handOver, item), item)).toEqual({ ...handOver, ids: ['known', 'a'] });
    expect(behind(handOver, item)).toEqual({ ...handOver, latestAt: 7, ids: ['a'] });
    expect(behind(handOver, { id: 'a', at: 5 })).toEqual({ ...handOver, ids: ['known', 'a'] });
  });
});
