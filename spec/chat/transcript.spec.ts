import fc from 'fast-check';
import type { ChatEvent, ChatMessage, GapEvent, ReceiptEvent } from '../../lib/chat/event.js';
import { learn } from '../../lib/chat/known.js';
import type { PendingMessage } from '../../lib/chat/outgoing-message.js';
import { byTime } from '../../lib/chat/position.js';
import { tell } from '../../lib/chat/tell.js';
import { createTies } from '../../lib/chat/ties.js';
import { createTimeline, type Transcript } from '../../lib/chat/transcript.js';
import { attachment, message, notice } from '../support/items.js';

const said = (id: string, at: number, content?: string): ChatEvent =>
  tell(learn(message(id, at, content), 'live'), 'contact');
const file = (id: string, at: number, status: string): ChatEvent =>
  tell(learn(attachment(id, at, status), 'live'), 'contact');
const fact = (id: string, at: number, type: 'participantJoined' | 'typing' | 'chatEnded'): ChatEvent =>
  tell(learn(notice(id, at, type), 'live'), 'contact');

const receipt = (messageId: string, status: 'delivered' | 'read', at: number): ReceiptEvent => ({
  type: 'receipt',
  id: `receipt ${at}`,
  at,
  contactId: 'contact',
  origin: 'live',
  messageId,
  recipientId: 'jane',
  status,
  ...(status === 'read' ? { readAt: at } : { deliveredAt: at }),
});

const pending = (clientToken: string, status: PendingMessage['status'], at: number): PendingMessage => ({
  type: 'pending',
  clientToken,
  contentType: 'text/plain',
  content: 'hi',
  at,
  status,
});

const transcriptOf = (events: ReadonlyArray<ChatEvent>, own: ReadonlyArray<PendingMessage> = []): Transcript => {
  const timeline = createTimeline();
  events.forEach(timeline.add);
  return timeline.snapshot(own);
};

const names = ({ items }: Transcript): ReadonlyArray<string | undefined> =>
  items.map((item) => (item.type === 'pending' ? item.clientToken : item.id));

/** Events of different ids at close times, the same id at different times now and then. */
const events: fc.Arbitrary<ReadonlyArray<ChatEvent>> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 5 })), { maxLength: 30 })
  .map((all) => all.map(([id, at]) => said(`m${id}`, at, `at ${at}`)));

describe('createTimeline', () => {
  it('is sorted and shows each item once, in its latest state, whatever the order of arrival', () => {
    fc.assert(
      fc.property(events, (all) => {
        // In the order of the last arrival at the same time.
        const latest = new Map<string, ChatMessage>();
        for (const event of all) {
          if (event.type !== 'message') continue;
          if (latest.get(event.id)?.at !== event.at) latest.delete(event.id);
          latest.set(event.id, event);
        }
        const expected = [...latest.values()].sort(byTime).map((event) => ({ ...event, receipts: [] }));
        expect(transcriptOf(all).items).toEqual(expected);
      }),
    );
  });

  it('shows the same whatever the order in which different items arrive', () => {
    const all = Array.from({ length: 12 }, (_, index) => said(`m${index}`, index));
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (disordered) => {
        expect(transcriptOf(disordered)).toEqual(transcriptOf(all));
      }),
    );
  });

  it('keeps the order of arrival where times are equal', () => {
    expect(names(transcriptOf([said('c', 1), said('d', 2), said('a', 1), said('b', 1)]))).toEqual(['c', 'a', 'b', 'd']);
  });

  it('follows what a page has shown of one time, before and after', () => {
    const ties = createTies();
    const timeline = createTimeline(Infinity, () => [], ties);
    ['c', 'a'].forEach((id) => timeline.add(said(id, 1)));
    timeline.add(said('d', 2));
    ties.learn(['a', 'b', 'c'].map((id) => ({ id, at: 1 })));
    expect(timeline.reorder(1)).toBe(true);
    expect(names(timeline.snapshot([]))).toEqual(['a', 'c', 'd']);
    timeline.add(said('b', 1));
    expect(names(timeline.snapshot([]))).toEqual(['a', 'b', 'c', 'd']);
    expect(timeline.reorder(1)).toBe(false);
  });

  it('says whether an event changes what is shown, and shows the same object where none has', () => {
    const timeline = createTimeline();
    expect(timeline.add(said('a', 1))).toBe(true);
    const shown = timeline.snapshot([]);
    const hidden = [said('a', 1), fact('t', 2, 'typing'), receipt('x', 'read', 2)];
    expect(hidden.map((event) => timeline.add(event))).toEqual([false, false, false]);
    expect(timeline.snapshot([])).toBe(shown);
    const gap: GapEvent = { type: 'gap', contactId: 'contact', reason: 'tooManyPages', after: { id: 'a', at: 1 } };
    expect([gap, { ...gap }].map((event) => timeline.add(event))).toEqual([true, false]);
    expect(timeline.add(receipt('a', 'read', 3))).toBe(true);
    expect(timeline.add(receipt('a', 'read', 3))).toBe(false);
    expect(timeline.snapshot([])).not.toBe(shown);
  });

  it('shows the same object where only an own message changes that the chat shows already', () => {
    const timeline = createTimeline();
    timeline.add(said('a', 1));
    const echoed = { ...pending('own', 'sending', 1), id: 'a' };
    const shown = timeline.snapshot([]);
    expect(timeline.snapshot([echoed])).toBe(shown);
    expect(timeline.snapshot([{ ...echoed, status: 'sent' }])).toBe(shown);
    expect(timeline.snapshot([pending('other', 'queued', 1)])).not.toBe(shown);
  });

  it('shows nothing of how late an item came', () => {
    const event = said('a', 1);
    const late: ChatEvent = event.type === 'message' ? { ...event, late: true } : event;
    expect(transcriptOf([said('b', 2), late]).items[0]).not.toHaveProperty('late');
  });

  it('moves an item whose time has changed', () => {
    const moved = transcriptOf([said('a', 1), said('b', 2), said('c', 3), said('a', 4)]);
    expect(names(moved)).toEqual(['b', 'c', 'a']);
  });

  it('replaces a stage of a scan by the next', () => {
    const { items } = transcriptOf([file('a', 1, 'IN_PROGRESS'), said('b', 2), file('a', 1, 'APPROVED')]);
    expect(items).toMatchObject([{ id: 'a', attachments: [{ status: 'APPROVED' }] }, { id: 'b' }]);
  });

  it('puts receipts to their message, before or after it', () => {
    const early = transcriptOf([receipt('a', 'delivered', 2), said('a', 1), receipt('a', 'read', 3)]);
    expect(early.items).toMatchObject([{ id: 'a', receipts: [{ recipientId: 'jane', deliveredAt: 2, readAt: 3 }] }]);
    expect(transcriptOf([receipt('x', 'read', 2)]).items).toEqual([]);
  });

  it('keeps the receipts of a message that comes again', () => {
    const { items } = transcriptOf([said('a', 1, 'It'), receipt('a', 'read', 3), said('a', 1, 'It ships')]);
    expect(items).toMatchObject([{ content: 'It ships', receipts: [{ readAt: 3 }] }]);
  });

  it('lists the gaps apart from the items', () => {
    const gap: GapEvent = { type: 'gap', contactId: 'contact', reason: 'tooManyPages', after: { id: 'a', at: 1 } };
    const transcript = transcriptOf([said('a', 1), gap, said('b', 2)]);
    expect([names(transcript), transcript.gaps]).toEqual([['a', 'b'], [gap]]);
  });

  it('leaves out what is in no transcript of the service', () => {
    const idle: ChatEvent = { type: 'participantIdle', id: 'i', at: 2, contactId: 'contact', origin: 'live' };
    expect(names(transcriptOf([fact('t', 1, 'typing'), idle, fact('j', 3, 'participantJoined')]))).toEqual(['j']);
  });

  it('puts an end that the service never said at its time', () => {
    const end: ChatEvent = { type: 'chatEnded', at: 5, contactId: 'contact', reason: 'accessDenied' };
    expect(transcriptOf([end, said('a', 1)]).items.map(({ type }) => type)).toEqual(['message', 'chatEnded']);
  });

  it('puts own messages under way last, in the order of sending', () => {
    const own = [pending('x', 'sent', 1), pending('y', 'sending', 1), pending('z', 'queued', 1)];
    expect(names(transcriptOf([said('a', 1), said('b', 9)], own))).toEqual(['a', 'b', 'x', 'y', 'z']);
  });

  it('puts own messages that came to nothing where they were written', () => {
    const own = [
      pending('w', 'rejected', 1),
      pending('x', 'queued', 1),
      pending('y', 'unknown', 1),
      pending('z', 'rejected', 9),
    ];
    expect(names(transcriptOf([said('a', 1), said('b', 2)], own))).toEqual(['a', 'w', 'y', 'b', 'z', 'x']);
  });

  it('gives snapshots that nothing changes afterwards', () => {
    const timeline = createTimeline();
    timeline.add(said('b', 2));
    const before = timeline.snapshot([]);
    timeline.add(said('a', 1));
    timeline.add(said('b', 2, 'other'));
    expect(names(before)).toEqual(['b']);
    expect(before.items).toMatchObject([{ content: 'text of b' }]);
  });
});
