import { learn } from '../../lib/chat/known.js';
import { markOf } from '../../lib/chat/mark.js';
import { chunk, message, notice } from '../support/items.js';

const whole = learn(message('a', 5), 'live');

describe('markOf', () => {
  it('tells the state of an item and the time of it', () => {
    expect(markOf('a', whole, undefined, undefined)).toEqual({
      mark: { id: 'a', state: 'whole 000000009', receipts: [], at: 5 },
      latestAt: 5,
    });
  });

  it('counts a receipt from when it was given', () => {
    const receipts = [{ recipientId: 'ana', deliveredAt: 7, readAt: 9 }];
    expect(markOf('a', whole, receipts, undefined).latestAt).toBe(9);
    expect(markOf('a', undefined, receipts, undefined)).toMatchObject({ mark: { state: '', receipts }, latestAt: 9 });
  });

  it('keeps what an earlier session told for as long as nothing has shown it again', () => {
    const recalled = { id: 'a', state: 'whole', receipts: [] };
    expect(markOf('a', undefined, undefined, recalled)).toMatchObject({ mark: { state: 'whole' }, latestAt: Infinity });
    const begun = learn(chunk('a', 5, 1, 'x'), 'live');
    expect(markOf('a', begun, undefined, recalled).mark.state).toBe('whole');
  });

  it('keeps it no longer than the item itself where its time is known', () => {
    const recalled = { id: 'a', state: 'whole', receipts: [], at: 5 };
    expect(markOf('a', undefined, undefined, recalled)).toEqual({ mark: recalled, latestAt: 5 });
  });

  it('lets go of what no transcript keeps', () => {
    expect(markOf('t', learn(notice('t', 5, 'typing'), 'live'), undefined, undefined).latestAt).toBe(-Infinity);
  });
});
