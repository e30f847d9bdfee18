import fc from 'fast-check';
import type { ChatEvent } from '../../lib/chat/event.js';
import type { Item } from '../../lib/chat/item.js';
import { createLedger, type Ledger, type Memory, type Quiet } from '../../lib/chat/ledger.js';
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

  it('tells no half of a text that a page showed beside what it was asked for, while the rest is streamed', () => {
    const book = ledger();
    book.enterSilently(message('a', 1, 'It'));
    expect(enterAll(book, [chunk('a', 1, 2, ' ships'), chunk('a', 1, 3, 'It ships.', true)])).toMatchObject([
      { content: 'It ships.' },
    ]);
  });

  it('tells no receipt again of a message that it has forgotten', () => {
    const book = ledger(2);
    enterAll(book, [message('a', 1), receipt('a', 9, false), message('b', 2), message('c', 3), message('d', 4)]);
    expect(book.has('a')).toBe(false);
    expect(enterAll(book, [receipt('a', 9, false)])).toEqual([]);
  });

  it('forgets a millisecond as a whole or not at all', () => {
    const book = ledger(4);
    enterAll(book, [message('a', 1), ...['e', 'b', 'd', 'c'].map((id) => message(id, 2)), message('f', 3)]);
    expect(['a', 'b', 'c', 'd', 'e', 'f'].filter(book.has)).toEqual(['b', 'c', 'd', 'e', 'f']);
    expect(book.forgotten()).toMatchObject({ at: 1 });
    enterAll(book, [message('g', 3)]);
    expect(['b', 'c', 'd', 'e', 'f', 'g'].filter(book.has)).toEqual(['f', 'g']);
    const told: ChatEvent[] = [];
    for (const id of ['b', 'c', 'd', 'e']) book.enter(message(id, 2), 'backfill', (event) => told.push(event));
    expect(told).toEqual([]);
  });

  it('keeps no more than it may of one millisecond alone', () => {
    const book = ledger(4);
    enterAll(
      book,
      Array.from({ length: 60 }, (_, index) => message(`m${index}`, 1)),
    );
    expect(book.size()).toBeLessThanOrEqual(5);
  });

  it('gives what it shows in the order of the chat, within a millisecond as a page has shown it', () => {
    const book = ledger();
    const [a, b, c] = ['a', 'b', 'c'].map((id) => message(id, 2));
    const seen: Quiet[] = [];
    enterAll(book, [a!, b!, c!, message('d', 1)]).forEach(book.emit);
    book.watch((change) => seen.push(change));
    book.learnOrder([c!, a!]);
    book.learnOrder([c!, a!]);
    expect(seen).toEqual([{ type: 'reordered', at: 2 }]);
    expect(book.events()).toMatchObject([{ id: 'd' }, { id: 'c' }, { id: 'b' }, { id: 'a' }]);
  });

  it('tells nothing twice however much less it remembers than the one before', () => {
    const [first, second] = [ledger(), ledger(2)];
    const items = Array.from({ length: 30 }, (_, index) => message(`m${index}`, 1_000 + index));
    const read = items.map((item) => ({ ...item, receipts: [{ recipientId: 'customer', readAt: 2_000 }] }));
    enterAll(first, read);
    second.recall(first.marks(undefined), first.memory());
    const told: ChatEvent[] = [];
    for (const item of [...read, ...read, message('new', 3_000)]) {
      second.enter(item, 'backfill', (event) => told.push(event));
    }
    expect(told).toMatchObject([{ id: 'new' }]);
  });

  it('tells nothing of a forgotten message again that only a later receipt of it recalls', () => {
    const receipts = [{ recipientId: 'ana', deliveredAt: 9 }];
    const book = createLedger('contact', 100);
    book.recall([{ id: 'm', state: '', receipts }], { forgotten: { id: 'g', at: 5 } });
    const told: ChatEvent[] = [];
    book.enter(message('m', 3), 'backfill', (event) => told.push(event));
    expect(told).toEqual([]);
  });

  it('tells a change of what an earlier one told, although it has forgotten so far', () => {
    const book = ledger(2);
    book.recall([{ id: 'f', state: 'file of f 1', receipts: [], at: 1 }], { forgotten: { id: 'g', at: 5 } });
    const told: ChatEvent[] = [];
    for (const status of ['IN_PROGRESS', 'APPROVED'])
      book.enter(attachment('f', 1, status), 'backfill', (event) => told.push(event));
    expect(told).toMatchObject([{ attachments: [{ status: 'APPROVED' }] }]);
  });

  it('tells the rest of what an earlier one told the half of', () => {
    const [first, second] = [ledger(), ledger()];
    const told: ChatEvent[] = [];
    first.enter(message('a', 1, 'It ships'), 'backfill', () => undefined);
    second.recall(first.marks(undefined), first.memory());
    for (const text of ['It ships', 'It ships on Friday.', 'It ships on Friday.'])
      second.enter(message('a', 1, text), 'backfill', (event) => told.push(event));
    expect(told).toMatchObject([{ content: 'It ships on Friday.' }]);
  });

  it('takes a mark of an earlier version, without a length, for any whole text', () => {
    const book = ledger();
    book.recall([{ id: 'a', state: 'whole', receipts: [] }]);
    expect(enterAll(book, [message('a', 1)])).toEqual([]);
  });

  it('shows in silence what an earlier one told, and hides what that one left out', () => {
    const book = ledger();
    const [shown, told]: [ChatEvent[], ChatEvent[]] = [[], []];
    book.recall([{ id: 'b', state: 'whole', receipts: [], at: 2 }], { since: 2 });
    book.watch((change) => change.type === 'shown' && shown.push(change.event));
    for (const id of ['a', 'b', 'c']) {
      book.enterSkipped(message(id, { a: 1, b: 2, c: 3 }[id] ?? 0), (event) => told.push(event));
    }
    expect([shown, told]).toMatchObject([[{ id: 'b' }, { id: 'c' }], []]);
    expect(book.events()).toMatchObject([{ id: 'b' }, { id: 'c' }]);
    expect(['a', 'b', 'c'].map(book.shows)).toEqual([false, true, true]);
  });

  it('shows in silence what is restored although it was forgotten, and from then on tells its changes', () => {
    const book = ledger();
    const [shown, told]: [ChatEvent[], ChatEvent[]] = [[], []];
    const tell = (event: ChatEvent): void => void told.push(event);
    const receipts = [{ recipientId: 'r', deliveredAt: 9 }];
    book.recall([{ id: 'c', state: 'whole', receipts: [], at: 3 }], { since: 1, forgotten: { id: 'b', at: 2 } });
    book.watch((change) => change.type === 'shown' && shown.push(change.event));
    book.enterSkipped(message('a', 1), tell);
    expect(shown).toEqual([]);
    for (const item of [{ ...message('a', 1), receipts }, message('b', 2), message('c', 3)]) {
      book.enterRestored(item, tell);
    }
    expect([shown, told]).toMatchObject([[{ id: 'a' }, { type: 'receipt' }, { id: 'b' }, { id: 'c' }], []]);
    expect(book.forgotten()).toEqual({ id: 'b', at: 2 });
    book.enter({ ...message('a', 1), receipts: [{ recipientId: 'r', deliveredAt: 9, readAt: 12 }] }, 'backfill', tell);
    expect(told).toMatchObject([{ type: 'receipt', messageId: 'a', status: 'read' }]);
  });

  it('shows in silence what an earlier one told and had forgotten but for a receipt', () => {
    const book = ledger();
    const [shown, told]: [ChatEvent[], ChatEvent[]] = [[], []];
    const receipts = [{ recipientId: 'r', deliveredAt: 9 }];
    book.recall([{ id: 'a', state: '', receipts }], { since: 1 });
    book.watch((change) => change.type === 'shown' && shown.push(change.event));
    book.enterSkipped({ ...message('a', 1), receipts }, (event) => told.push(event));
    expect([shown, told]).toMatchObject([[{ type: 'message', id: 'a' }], []]);
    expect(book.receipts('a')).toEqual(receipts);
  });

  it.each([
    ['there is no earlier one', () => ledger()],
    [
      'the earlier one had told nothing yet',
      () => {
        const book = ledger();
        book.recall([], ledger().memory());
        return book;
      },
    ],
  ])('shows nothing of skipped history where %s', (_, begin) => {
    const book = begin();
    book.enterSkipped(message('a', 1), () => undefined);
    expect([book.has('a'), book.shows('a'), book.events()]).toEqual([true, false, []]);
  });

  it('shows another time or name that says nothing new, without telling it', () => {
    const book = ledger();
    const shown: Quiet[] = [];
    enterAll(book, [message('a', 1)]);
    book.watch((change) => shown.push(change));
    const told: ChatEvent[] = [];
    for (const at of [1, 2, 2]) book.enter(message('a', at), 'backfill', (event) => told.push(event));
    expect(told).toEqual([]);
    expect(shown).toMatchObject([
      { type: 'participants' },
      { type: 'shown', event: { id: 'a', at: 2, origin: 'live' } },
    ]);
  });

  it('hands on what it has emitted, from when on, and what is missing', () => {
    const [first, second] = [ledger(), ledger()];
    const gap = { type: 'gap', contactId: 'contact', reason: 'tooManyPages', after: { id: 'a', at: 1 } } as const;
    first.enterGap(gap);
    enterAll(first, [message('c', 3), message('b', 2)]).forEach(first.emit);
    const memory: Memory = JSON.parse(JSON.stringify(first.memory()));
    expect(memory).toMatchObject({ latestAt: 3, since: 3, gaps: [{ reason: 'tooManyPages' }] });
    second.recall([], memory);
    expect([second.emittedAt(), second.enterGap(gap), second.events()]).toEqual([3, false, [gap]]);
    expect(second.participants()).toEqual(first.participants());
    expect(second.memory()).toEqual(memory);
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

  it('tells once what the processor makes of a message, whoever says so', () => {
    const ledger = createLedger('contact', 100);
    const told: unknown[] = [];
    const enter = (item: Item): void =>
      ledger.enter(item, 'live', (event) => told.push(event.type === 'message' ? event.processing : event.type));
    const news = (processing: 'failed' | 'rejected'): Item => ({ ...receipt('m', 2, false), receipts: [], processing });
    [news('failed'), message('m', 1), news('failed'), news('failed'), message('m', 1), news('rejected')].forEach(enter);
    expect(told).toEqual([undefined, 'failed', 'rejected']);
  });

  it('knows every message, those that were not told included, and the newest items', () => {
    const ledger = createLedger('contact', 100);
    ledger.enter(message('a', 1), 'live', () => undefined);
    ledger.enterSilently(message('b', 5));
    ledger.enter(
      { type: 'notice', id: 'c', at: 5, notice: { type: 'participantJoined' } },
      'backfill',
      () => undefined,
    );
    expect(ledger.messages().map(({ id }) => id)).toEqual(['a', 'b']);
    expect([ledger.latestAt(), ledger.latestIds()]).toEqual([5, ['b', 'c']]);
  });
});
