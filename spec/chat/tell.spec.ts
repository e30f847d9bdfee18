import type { AttachmentItem, MessageItem, NoticeItem } from '../../lib/chat/item.js';
import { join, learn, type RecordItem } from '../../lib/chat/known.js';
import { isNews, tell } from '../../lib/chat/tell.js';
import { attachment, chunk, message, notice } from '../support/items.js';

const told = (item: RecordItem): unknown => tell(learn(item, 'live'), 'fallback');

const authentication: NoticeItem = {
  type: 'notice',
  id: 'n',
  at: 1,
  notice: { type: 'authenticationInitiated', sessionId: 'session', content: '{}' },
};

const unrecognized = (contentType?: string): RecordItem => ({
  type: 'unrecognized',
  id: 'u',
  at: 1,
  raw: { Id: 'u' },
  ...(contentType !== undefined && { contentType }),
});

const bare: MessageItem = {
  type: 'message',
  id: 'm',
  at: 1,
  contentType: 'text/plain',
  content: 'hi',
  receipts: [],
};

describe('tell', () => {
  it('tells a message with its participant', () => {
    expect(told(message('m', 1, 'hi'))).toEqual({
      type: 'message',
      id: 'm',
      at: 1,
      contactId: 'contact',
      origin: 'live',
      participant: { id: 'agent', role: 'AGENT', displayName: 'Ana' },
      contentType: 'text/plain',
      content: 'hi',
    });
  });

  it('tells what the processor makes of a message, and that it is news', () => {
    const [before, after] = [message('m', 1, 'hi'), { ...message('m', 1, 'hi'), processing: 'failed' as const }];
    expect(told(after)).toMatchObject({ type: 'message', content: 'hi', processing: 'failed' });
    expect(isNews(learn(before, 'live'), learn(after, 'live'))).toBe(true);
    expect(isNews(learn(after, 'live'), learn(after, 'backfill'))).toBe(false);
  });

  it('puts the session’s contact where the item names none', () => {
    expect(told(bare)).toEqual({
      type: 'message',
      id: 'm',
      at: 1,
      contactId: 'fallback',
      origin: 'live',
      contentType: 'text/plain',
      content: 'hi',
    });
  });

  it('tells which way the item came', () => {
    expect(tell(learn(message('m', 1), 'backfill'), 'fallback')).toMatchObject({ origin: 'backfill' });
  });

  it('tells the text so far of a message that streams', () => {
    const known = join(learn(chunk('m', 1, 2, 'ships'), 'live'), learn(chunk('m', 1, 1, 'It '), 'live'));
    expect(tell(known, 'fallback')).toMatchObject({
      content: 'It ships',
      streaming: { completed: false, chunks: 2 },
    });
  });

  it('tells the whole text of a completed one', () => {
    const known = join(learn(chunk('m', 1, 1, 'It '), 'live'), learn(chunk('m', 2, 3, 'It ships.', true), 'live'));
    expect(tell(known, 'fallback')).toMatchObject({
      at: 2,
      content: 'It ships.',
      streaming: { completed: true, chunks: 3 },
    });
  });

  it('tells attachments', () => {
    expect(told(attachment('a', 1, 'APPROVED'))).toEqual({
      type: 'attachment',
      id: 'a',
      at: 1,
      contactId: 'contact',
      origin: 'live',
      attachments: [{ attachmentId: 'file of a', name: 'invoice.pdf', status: 'APPROVED' }],
    });
  });

  it('tells what was written to attachments', () => {
    expect(told({ ...attachment('a', 1, 'APPROVED'), content: 'look' })).toMatchObject({
      type: 'attachment',
      content: 'look',
    });
  });

  it('tells the attachments of a message, streamed or not', () => {
    const { attachments } = attachment('a', 1, 'APPROVED');
    expect(told({ ...message('m', 1, 'hi'), attachments })).toEqual({
      ...Object(told(message('m', 1, 'hi'))),
      attachments,
    });
    expect(told({ ...chunk('m', 1, 1, 'It '), attachments })).toMatchObject({ content: 'It ', attachments });
    expect(told({ ...chunk('m', 1, 1, 'It.', true), attachments })).toMatchObject({
      streaming: { chunks: 1 },
      attachments,
    });
  });

  it('tells nothing of what was odd about an item', () => {
    expect(told({ ...message('m', 1, 'hi'), problems: ['DisplayName: expected string'] })).toEqual(
      told(message('m', 1, 'hi')),
    );
  });

  it('tells a notice by its type', () => {
    expect(told(notice('n', 1, 'participantJoined'))).toEqual({
      type: 'participantJoined',
      id: 'n',
      at: 1,
      contactId: 'contact',
      origin: 'live',
      participant: { id: 'agent', role: 'AGENT', displayName: 'Ana' },
    });
  });

  it('hands on what the service added to a notice', () => {
    const item: NoticeItem = { ...notice('n', 1, 'typing'), notice: { type: 'transferFailed', content: 'why' } };
    expect(told(item)).toMatchObject({ type: 'transferFailed', content: 'why' });
  });

  it('tells the session in which to authenticate', () => {
    expect(told(authentication)).toEqual({
      type: 'authenticationInitiated',
      id: 'n',
      at: 1,
      contactId: 'fallback',
      origin: 'live',
      sessionId: 'session',
      content: '{}',
    });
  });

  it('tells that the service ended the chat', () => {
    expect(told(notice('n', 1, 'chatEnded'))).toMatchObject({ type: 'chatEnded', id: 'n', reason: 'ended' });
  });

  it('hands on what it does not know', () => {
    const common = { type: 'unrecognized', id: 'u', at: 1, contactId: 'fallback', origin: 'live', raw: { Id: 'u' } };
    expect(told(unrecognized('text/new'))).toEqual({ ...common, contentType: 'text/new' });
    expect(told(unrecognized())).toEqual(common);
  });
});

describe('isNews', () => {
  const live = (item: RecordItem) => learn(item, 'live');
  const files: AttachmentItem = { ...attachment('a', 1, 'IN_PROGRESS'), participant: { id: 'jane' } };
  const withFiles = (status: string): RecordItem => ({
    ...message('m', 1),
    attachments: attachment('a', 1, status).attachments,
  });
  const renamed: NoticeItem = { ...notice('n', 1, 'typing'), notice: { type: 'typing', content: 'more' } };

  it.each([
    ['whatever comes first', undefined, live(message('m', 1))],
    ['a further chunk', live(chunk('m', 1, 1, 'a')), join(live(chunk('m', 1, 1, 'a')), live(chunk('m', 1, 2, 'b')))],
    ['the completion', live(chunk('m', 1, 1, 'a')), live(chunk('m', 1, 2, 'a', true))],
    ['another text', live(message('m', 1, 'a')), live(message('m', 1, 'b'))],
    ['another content type', live(message('m', 1)), live({ ...message('m', 1), contentType: 'text/markdown' })],
    ['a scan that went on', live(attachment('a', 1, 'IN_PROGRESS')), live(attachment('a', 1, 'APPROVED'))],
    [
      'what was written to files',
      live(attachment('a', 1, 'APPROVED')),
      live({ ...attachment('a', 1, 'APPROVED'), content: 'look' }),
    ],
    ['a scan of the files of a message that went on', live(withFiles('IN_PROGRESS')), live(withFiles('APPROVED'))],
    ['another notice', live(notice('n', 1, 'typing')), live(notice('n', 1, 'chatEnded'))],
    ['what was added to a notice', live(notice('n', 1, 'typing')), live(renamed)],
    ['another unknown content type', live(unrecognized('a')), live(unrecognized('b'))],
    ['another kind', live(unrecognized()), live(message('u', 1))],
  ] as const)('is true for %s', (_, before, after) => {
    expect(isNews(before, after)).toBe(true);
  });

  it.each([
    ['a copy', live(message('m', 1)), live(message('m', 1))],
    ['the same from the transcript', live(message('m', 1)), learn(message('m', 1), 'backfill')],
    ['a chunk that cannot be shown yet', undefined, live(chunk('m', 1, 2, 'b'))],
    ['a chunk known already', live(chunk('m', 1, 1, 'a')), live(chunk('m', 1, 1, 'a'))],
    ['the same stage of a scan', live(attachment('a', 1, 'APPROVED')), live(attachment('a', 1, 'APPROVED'))],
    ['the same stage of a scan of the files of a message', live(withFiles('APPROVED')), live(withFiles('APPROVED'))],
    ['another participant of the same files', live(attachment('a', 1, 'IN_PROGRESS')), live(files)],
    ['the same notice', live(notice('n', 1, 'typing')), live(notice('n', 1, 'typing'))],
    ['the same unknown content type', live(unrecognized('a')), live(unrecognized('a'))],
  ] as const)('is false for %s', (_, before, after) => {
    expect(isNews(before, after)).toBe(false);
  });
});
