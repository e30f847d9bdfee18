import type { Item } from '../../../lib/chat/item.js';
import { isOver } from '../../../lib/engine/sources/is-over.js';
import { message, notice, receipt } from '../../support/items.js';

const said = (at: number, contactId = 'contact'): Item => ({ ...message(`m${at}`, at), contactId });
const ended = (at: number, contactId = 'contact'): Item => ({ ...notice(`e${at}`, at, 'chatEnded'), contactId });

describe('isOver', () => {
  it('is true when the end is the last thing said', () => {
    expect(isOver([said(1), ended(2)], false)).toBe(true);
  });

  it('is false while there is no end', () => {
    expect(isOver([said(1), said(2)], false)).toBe(false);
    expect(isOver([], false)).toBe(false);
  });

  it('is false when another contact goes on after it', () => {
    expect(isOver([ended(1), said(2, 'next')], false)).toBe(false);
    expect(isOver([said(2, 'next'), ended(1)], false)).toBe(false);
  });

  it('is true when the other contact has ended too', () => {
    expect(isOver([ended(1), said(2, 'next'), ended(3, 'next')], false)).toBe(true);
  });

  it('is true when the same contact says something after it', () => {
    expect(isOver([ended(1), said(2)], false)).toBe(true);
    expect(isOver([ended(1), receipt('m0', 2, true)], false)).toBe(true);
  });

  it('is false for the end of a past contact that a persistent chat continues', () => {
    expect(isOver([{ ...ended(1, 'earlier'), past: true }], false)).toBe(false);
  });

  it('goes on from the pages before', () => {
    expect(isOver([], true)).toBe(true);
    expect(isOver([receipt('m0', 2, true)], true)).toBe(true);
    expect(isOver([said(2, 'next')], true)).toBe(false);
  });
});
