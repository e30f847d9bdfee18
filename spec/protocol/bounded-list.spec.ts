import * as t from 'io-ts';
import { boundedList } from '../../lib/protocol/bounded-list.js';
import { unreadable } from '../../lib/protocol/unreadable.js';

const LIST = boundedList(t.string, 3, 'list of names');

describe('boundedList', () => {
  it.each([[[]], [['a']], [['a', 'b', 'c']]])('accepts %j', (list) => expect(LIST.is(list)).toBe(true));

  it.each([[null], ['abc'], [{ length: 1, 0: 'a' }], [['a', 1]], [['a', 'b', 'c', 'd']]])('rejects %j', (list) =>
    expect(LIST.is(list)).toBe(false),
  );

  it('explains the list, and none of its entries', () => {
    const millions = Array.from({ length: 2_000_000 }, () => 0);
    expect(unreadable('answer', LIST, millions).problems).toEqual(['expected list of names']);
  });

  it('looks at no entry of a list that is too long', () => {
    const list = ['a', 'b', 'c', 'd'];
    const looked: string[] = [];
    list.forEach((_, index) => Object.defineProperty(list, index, { get: () => looked.push('looked') }));
    expect(LIST.is(list)).toBe(false);
    expect(looked).toEqual([]);
  });
});
