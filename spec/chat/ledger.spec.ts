import fc from 'fast-check';
import type { ChatEvent } from '../../lib/chat/event.js';
import type { Item } from '../../lib/chat/item.js';
import { createLedger, type Ledger } from '../../lib/chat/ledger.js';
import { createTimeline } from '../../lib/chat/transcript.js';
import { transcriptOf } from '../support/chat-model.js';
import { attachment, chat, chunk, message, receipt, shuffled } from '../support/items.js';

const enterAll = (ledger: Ledger, items: ReadonlyArray<Item>): ReadonlyArray<ChatEvent> => {
  const told: ChatEvent[] = [];
  for (const item of items) ledger.enter(item, 'live', (event) => told.push(event));
  return told;
};

const ledger = (limit = 1_000): Ledger => createLedger('contact', limit);

const transcript = (events: ReadonlyArray<ChatEvent>): unknown => {
  const timeline = createTimeline();
  events.forEach(timeline.add);
  return timeline.snapshot([]).items.map((item) => ({ ...item, late: undefined, streaming: undefined }));
};

describe('createLedger', () => {
  it('tells an item once, however often it arrives', () => {
    expect(enterAll(ledger(), [message('a', 1), message('a', 1), message('a', 1)])).toHaveLength(1);
  });

  it('ends in one transcript, whatever the interleaving of arrivals and copies', () => {
    fc.assert(
      fc.property(
        chat.chain((items) => fc.tuple(fc.constant(items.flat()), shuffled(items.flat()))),
        ([inOrder, disordered]) => {
          const [one, other] = [disordered, inOrder].map((items) => {
            const book = ledger();
            enterAll(book, items);
            // Of what was posted within one millisecond only the service's transcript knows the order.
            book.learnOrder(transcriptOf(inOrder));
            return transcript(book.events());
          });
          expect(one).toEqual(other);
        },
      ),
    );
  });

  it('tells nothing when everything arrives again', () => {
    fc.assert(
      fc.property(chat, (items) => {
        const book = ledger();
        enterAll(book, items.flat());
        expect(enterAll(book, items.flat())).toEqual([]);
      }),
    );
  });

  it('grows a streamed message with each chunk and replaces it by the completed one', () => {
    const parts = [
      chunk('a', 1, 2, 'ships on '),
      chunk('a', 1, 1, 'It '),
      chunk('a', 2, 3, 'It ships on Friday.', true),
    ];
    expect(enterAll(ledger(), parts)).toMatchObject([
      { content: 'It ships on ', streaming: { completed: false, chunks: 2 } },
      { content: 'It ships on Friday.', streaming: { completed: true, chunks: 3 } },
    ]);
  });

  it('tells each stage of a scan once, and no earlier one after a later', () => {
    const stages = ['IN_PROGRESS', 'APPROVED', 'IN_PROGRESS', 'APPROVED'].map((status) => attachment('a', 1, status));
    expect(enterAll(ledger(), stages)).toMatchObject([
      { attachments: [{ status: 'IN_PROGRESS' }] },
      { attachments: [{ status: 'APPROVED' }] },
    ]);
  });

  it('tells a receipt even before its message, and never one that goes back', () => {
    const told = enterAll(ledger(), [receipt('a', 3, true), receipt('a', 2, false), message('a', 1)]);
    expect(told.map(({ type }) => type)).toEqual(['receipt', 'message']);
  });

  it('tells the receipts that a transcript embeds in its messages', () => {
    const read = { ...message('a', 1), receipts: [{ recipientId: 'customer', deliveredAt: 2, readAt: 3 }] };
    expect(enterAll(ledger(), [read])).toMatchObject([
      { type: 'message', id: 'a' },
      { type: 'receipt', messageId: 'a', status: 'read', at: 3, deliveredAt: 2, readAt: 3 },
    ]);
  });

  it('does not tell history that was not asked for, but does when it is pushed', () => {
    const book = ledger();
    book.enterSilently(message('a', 1));
    const told: ChatEvent[] = [];
    book.enter(message('a', 1), 'backfill', (event) => told.push(event));
    expect(told).toEqual([]);
    expect(enterAll(book, [message('a', 1), message('a', 1)])).toHaveLength(1);
  });

  it('tells a change of history that was not asked for once, whichever way it comes first', () => {
    const book = ledger();
    const told: ChatEvent[] = [];
    book.enterSilently(attachment('f', 1, 'IN_PROGRESS'));
    book.enter(attachment('f', 1, 'APPROVED'), 'backfill', (event) => told.push(event));
    book.enter(attachment('f', 1, 'APPROVED'), 'live', (event) => told.push(event));
    expect(told).toMatchObject([{ attachments: [{ status: 'APPROVED' }] }]);
  });

  it('remembers no more than a quarter above its limit, the newest by place', () => {
    const book = ledger(4);
    const times = [1, 9, 2, 8, 3, 7];
    enterAll(
      book,
      times.slice(0, 5).map((at) => message(`m${at}`, at)),
    );
    expect(book.size()).toBe(5);
    enterAll(book, [message('m7', 7)]);
    expect(times.filter((at) => book.has(`m${at}`))).toEqual([9, 8, 3, 7]);
  });

  it('tells nothing again that it has forgotten, when a reading shows it once more', () => {
    const book = ledger(2);
    enterAll(book, [message('a', 1), message('b', 2), message('c', 3)]);
    const told: ChatEvent[] = [];
    for (const item of [message('a', 1), message('b', 2), message('d', 4)]) {
      book.enter(item, 'backfill', (event) => told.push(event));
    }
    expect(told).toMatchObject([{ id: 'd' }]);
    expect(book.has('b')).toBe(false);
  });

  it('tells what is pushed, however old it says it is', () => {
    const book = ledger(2);
    enterAll(book, [message('b', 2), message('c', 3), message('d', 4)]);
    expect(enterAll(book, [message('a', 1)])).toMatchObject([{ id: 'a' }]);
  });

  it('marks the same whatever it was asked before', () => {
    fc.assert(
      fc.property(chat, fc.array(fc.nat(2_000)), fc.nat(2_000), (items, asked, at) => {
        const [asking, fresh] = [ledger(), ledger()];
        items.flat().forEach((item, index) => {
          enterAll(asking, [item]);
          enterAll(fresh, [item]);
          const since = asked[index];
          if (since !== undefined) asking.marks({ at: since, id: '' });
        });
        const sorted = (book: typeof fresh) => [...book.marks({ at, id: '' })].sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(sorted(asking)).toEqual(sorted(fresh));
      }),
    );
  });

  it('tells receipts beyond its limit too', () => {
    const told = enterAll(ledger(1), [receipt('a', 2, false), receipt('b', 3, false), receipt('c', 4, true)]);
    expect(told).toHaveLength(3);
  });

  it('goes on from the marks of an earlier one', () => {
    fc.assert(
      fc.property(chat, fc.nat(), (items, cut) => {
        const all = items.flat();
        const [first, second] = [ledger(), ledger()];
        const before = enterAll(first, all.slice(0, cut % all.length));
        second.recall(first.marks(undefined));
        const whole = ledger();
        enterAll(second, all.slice(0, cut % all.length));
        expect([...before, ...enterAll(second, all.slice(cut % all.length))]).toHaveLength(enterAll(whole, all).length);
      }),
    );
  });
});
