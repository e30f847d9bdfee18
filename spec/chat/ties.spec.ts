import fc from 'fast-check';
import type { Position } from '../../lib/chat/event.js';
import { createTies, type Ties } from '../../lib/chat/ties.js';

const at = (time: number, ids: string): ReadonlyArray<Position> => Array.from(ids, (id) => ({ id, at: time }));

/** What becomes of items of one time that came in this order. */
const arranged = (ties: Ties, came: string, time = 1): string => {
  const list = [...at(time, came)];
  ties.arrange(list, (position) => position);
  return list.map(({ id }) => id).join('');
};

const ties = (...pages: ReadonlyArray<ReadonlyArray<Position>>): Ties => {
  const created = createTies();
  pages.forEach((page) => created.learn(page));
  return created;
};

describe('createTies', () => {
  it('leaves as it came what no page has shown', () => {
    expect(arranged(ties(), 'cab')).toBe('cab');
    expect(arranged(ties(at(2, 'abc')), 'cab')).toBe('cab');
  });

  it('gives the order of the page, whatever the ids', () => {
    expect(arranged(ties(at(1, 'cab')), 'abc')).toBe('cab');
  });

  it('says which times stand in another order, and nothing when a page comes again', () => {
    const created = createTies();
    const page = [...at(1, 'ba'), ...at(2, 'x'), ...at(3, 'zy')];
    expect(created.learn(page)).toEqual([1, 3]);
    expect(created.learn(page)).toEqual([]);
    expect(created.learn([...at(1, 'ab')])).toEqual([1]);
  });

  it('goes on over the border of two pages', () => {
    expect(arranged(ties(at(1, 'c'), at(1, 'a'), at(1, 'b')), 'abc')).toBe('cab');
    expect(arranged(ties(at(1, 'dc'), [], at(1, 'ba'), at(2, 'x')), 'abcd')).toBe('dcba');
  });

  it('does not take a page of another reading, or one that was read backwards, for the next one', () => {
    const created = ties(at(1, 'yz'));
    created.learn(at(1, 'aby'), false);
    created.begin();
    created.learn(at(1, 'ab'));
    expect(arranged(created, 'zyba')).toBe('abyz');
  });

  it('joins readings that overlap', () => {
    expect(arranged(ties(at(1, 'cb'), at(2, 'x'), at(1, 'bad')), 'abcd')).toBe('cbad');
    expect(arranged(ties(at(1, 'cb'), at(2, 'x'), at(1, 'dcb')), 'bcd')).toBe('dcb');
  });

  it('takes in what shows between those before', () => {
    expect(arranged(ties(at(1, 'ac'), at(2, 'x'), at(1, 'abc')), 'cba')).toBe('abc');
  });

  it('believes the later of two pages that contradict one another', () => {
    expect(arranged(ties(at(1, 'abc'), at(2, 'x'), at(1, 'cab')), 'abc')).toBe('cab');
    expect(arranged(ties(at(1, 'abc'), at(2, 'x'), at(1, 'ca')), 'abc')).toBe('bca');
  });

  it('leaves in its place what came beside and no page has shown', () => {
    expect(arranged(ties(at(1, 'ba')), 'axb')).toBe('bxa');
  });

  it('takes a page that is not sorted for sorted within each time', () => {
    expect(arranged(ties([...at(1, 'b'), ...at(2, 'x'), ...at(1, 'a')]), 'ab')).toBe('ba');
  });

  it('compares what was shown, and only that', () => {
    const [b, a] = at(1, 'ba');
    const created = ties(at(1, 'ba'));
    expect([created.isAfter(a!, b!), created.isAfter(b!, a!), created.isAfter(a!, a!)]).toEqual([true, false, false]);
    expect(created.isAfter(a!, { id: 'x', at: 1 })).toBeUndefined();
  });

  it('does not compare what pages have shown apart, until another joins them', () => {
    const created = createTies();
    const [a, d] = at(1, 'ad');
    for (const [page, known] of [
      ['cd', undefined],
      ['ab', undefined],
      ['bc', true],
    ] as const) {
      created.learn(at(1, page), false);
      expect(created.isAfter(d!, a!)).toBe(known);
    }
    expect(created.at(1)).toEqual(['a', 'b', 'c', 'd']);
    expect(created.at(2)).toEqual([]);
  });

  it('says that a time stands in another order when a page joins what stood right by chance', () => {
    const created = createTies();
    expect(['ab', 'cd', 'bc', 'abcd'].map((page) => created.learn(at(1, page), false))).toEqual([[1], [1], [1], []]);
  });

  it('forgets by time', () => {
    const created = ties([...at(1, 'ba'), ...at(2, 'ba'), ...at(3, 'ba')]);
    created.forget(2);
    expect([1, 2, 3].map((time) => arranged(created, 'ab', time))).toEqual(['ab', 'ab', 'ba']);
  });

  it('ends in the order of the transcript, however its pages are cut and whatever came before', () => {
    const names = fc.uniqueArray(fc.constantFrom(...Array.from('abcdefghij')), { minLength: 1, maxLength: 10 });
    const cuts = fc.array(fc.nat(9), { maxLength: 4 });
    fc.assert(
      fc.property(names, cuts, fc.array(names, { maxLength: 3 }), (order, borders, earlier) => {
        const created = ties(...earlier.map((page) => at(1, page.join(''))), at(2, 'x'));
        const edges = [...new Set([0, ...borders, order.length])].sort((a, b) => a - b);
        edges.forEach((edge, index) => created.learn(at(1, order.slice(edge, edges[index + 1]).join(''))));
        expect(arranged(created, [...order].sort().join(''))).toBe(order.join(''));
      }),
    );
  });
});
