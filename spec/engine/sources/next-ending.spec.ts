import type { Item } from '../../../lib/chat/item.js';
import { createContacts } from '../../../lib/chat/contacts.js';
import { nextEnding, NO_ENDING, type Ending } from '../../../lib/engine/sources/next-ending.js';
import { message, notice, receipt } from '../../support/items.js';

const said = (at: number, contactId = 'contact'): Item => ({ ...message(`m${at}`, at), contactId });
const ended = (at: number, contactId = 'contact'): Item => ({ ...notice(`e${at}`, at, 'chatEnded'), contactId });

/** As a reading judges it: what it judges by has taught the contacts before. */
const judge = (items: ReadonlyArray<Item>, before: Ending = NO_ENDING, given = ['contact', 'contact']): Ending => {
  const contacts = createContacts(given);
  items.forEach(contacts.learn);
  return nextEnding(before, items, contacts.isPresent);
};
const isOver = (items: ReadonlyArray<Item>, before?: Ending): boolean => judge(items, before).over;
const over = judge([ended(0)]);

describe('nextEnding', () => {
  it('is true when the end is the last thing said', () => {
    expect(isOver([said(1), ended(2)])).toBe(true);
  });

  it('is false while there is no end', () => {
    expect(isOver([said(1), said(2)])).toBe(false);
    expect(isOver([])).toBe(false);
  });

  it('is false when another contact goes on after it', () => {
    expect(isOver([ended(1), said(2, 'next')])).toBe(false);
    expect(isOver([said(2, 'next'), ended(1)])).toBe(false);
  });

  it('is true when the other contact has ended too', () => {
    expect(isOver([ended(1), said(2, 'next'), ended(3, 'next')])).toBe(true);
  });

  it('is true when the same contact says something after it', () => {
    expect(isOver([ended(1), said(2)])).toBe(true);
    expect(isOver([ended(1), receipt('m0', 2, true)])).toBe(true);
  });

  it('is true when an earlier contact says something after it, or ends', () => {
    expect(isOver([said(1), said(2, 'next'), ended(3, 'next'), said(4), ended(5)])).toBe(true);
  });

  it('is false for the end of an earlier contact, though the present one says nothing after it', () => {
    expect(isOver([said(1), said(2, 'next'), ended(3)])).toBe(false);
    expect(judge([said(1, 'first'), ended(2, 'first')], NO_ENDING, ['contact', 'first']).over).toBe(false);
    expect(judge([ended(2, 'first')], NO_ENDING, ['contact', 'first']).over).toBe(false);
  });

  it('is false for the end of a contact of which nothing else is known', () => {
    expect(isOver([said(1), ended(2, 'sibling')])).toBe(false);
  });

  it('is true for an end that names no contact', () => {
    const { contactId, ...unnamed } = ended(2) as Item & { contactId: string };
    expect([contactId, isOver([said(1), unnamed])]).toEqual(['contact', true]);
  });

  it('is false for the end of a past contact that a persistent chat continues', () => {
    expect(isOver([{ ...ended(1, 'earlier'), past: true }])).toBe(false);
  });

  it('goes on from the pages before', () => {
    expect(isOver([], over)).toBe(true);
    expect(isOver([receipt('m0', 2, true)], over)).toBe(true);
    expect(isOver([said(2, 'next')], over)).toBe(false);
  });
});
