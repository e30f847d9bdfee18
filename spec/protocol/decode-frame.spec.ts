import { either as E } from 'fp-ts';
import fc from 'fast-check';
import { UnreadableError } from '../../lib/chat/errors.js';
import type { Item } from '../../lib/chat/item.js';
import { decodeFrame } from '../../lib/protocol/decode-frame.js';
import { frameText, frameTexts, itemText } from '../fixtures/frame-texts.js';

const CONTACT = 'c0ffee00-1111-4222-8333-444455556666';
const CUSTOMER = { id: 'a1a1a1a1-0000-4000-8000-000000000001', role: 'CUSTOMER', displayName: 'Jane' };
const AGENT = { id: 'b2b2b2b2-0000-4000-8000-000000000002', role: 'AGENT', displayName: 'Ana' };
const FLOW = { id: 'd4d4d4d4-0000-4000-8000-000000000004', role: 'SYSTEM', displayName: 'SYSTEM_MESSAGE' };
const BOT = { ...FLOW, displayName: 'BOT' };
const CONTACTS = { contactId: CONTACT, initialContactId: CONTACT };
const INTERACTIVE = 'application/vnd.amazonaws.connect.message.interactive';

const id = (number: string): string => `f0000${number}-1a2b-4c3d-8e4f-5a6b7c8d9e0f`;
const at = (time: string): number => Date.parse(`2026-03-02T${time}Z`);

const itemOf = (text: string): Item => {
  const frame = decodeFrame(text);
  if (E.isLeft(frame) || frame.right.type !== 'item') throw new Error('not an item');
  return frame.right.item;
};

const chat = (item: unknown): string => JSON.stringify({ topic: 'aws/chat', content: JSON.stringify(item) });

const problemsOf = (text: unknown): ReadonlyArray<string> => {
  const frame = decodeFrame(text);
  if (E.isRight(frame)) throw new Error('readable');
  return frame.left.problems;
};

const notice = (number: string, time: string, type: string, participant?: object): object => ({
  type: 'notice',
  id: id(number),
  at: at(time),
  ...CONTACTS,
  ...(participant && { participant }),
  notice: { type },
});

describe('decodeFrame', () => {
  describe('accepts', () => {
    const messages: ReadonlyArray<[string, object]> = [
      [
        'f01-agent-message',
        {
          id: id('004'),
          at: at('10:15:10.370'),
          contentType: 'text/plain',
          content: 'Hello Jane, how can I help?',
          participant: AGENT,
        },
      ],
      [
        'f02-own-echo',
        {
          id: id('900'),
          at: at('10:15:12.644'),
          contentType: 'text/plain',
          content: 'My "kettle" leaks',
          participant: CUSTOMER,
        },
      ],
      [
        'f04-flow-prompt',
        {
          id: id('007'),
          at: at('10:15:02.274'),
          contentType: 'text/plain',
          content: 'Welcome. An agent will be with you shortly.',
          participant: FLOW,
        },
      ],
      [
        'f05-lex-bot-reply',
        {
          id: id('008'),
          at: at('10:15:04.548'),
          contentType: 'text/markdown',
          content: 'I found **2** orders.',
          participant: BOT,
        },
      ],
      [
        'f06-custom-bot-message',
        {
          id: id('009'),
          at: at('10:15:05.685'),
          contentType: 'text/plain',
          content: 'Concierge here.',
          participant: { id: 'e5e5e5e5-0000-4000-8000-000000000005', role: 'CUSTOM_BOT', displayName: 'Concierge' },
        },
      ],
      [
        'f16-list-picker',
        {
          id: id('017'),
          at: at('10:15:30.110'),
          contentType: INTERACTIVE,
          content:
            '{"templateType":"ListPicker","version":"1.0","data":{"content":{"title":"Which product?","subtitle":"Tap one","elements":[{"title":"Kettle","subtitle":"1.7 l"},{"title":"Toaster"}]}}}',
          participant: BOT,
        },
      ],
      [
        'f17-interactive-response',
        {
          id: id('018'),
          at: at('10:15:31.247'),
          contentType: `${INTERACTIVE}.response`,
          content:
            '{"version":"1.0","templateType":"ListPicker","action":"SHOW_MORE","data":{"actionName":"SHOW_MORE","listId":"l1","preIndex":0,"nextIndex":6,"templateType":"ListPicker","referenceId":"r1"}}',
          participant: CUSTOMER,
        },
      ],
      [
        'f18-view-resource',
        {
          id: id('019'),
          at: at('10:15:32.384'),
          contentType: INTERACTIVE,
          content:
            '{"version":"1.0","templateType":"ViewResource","data":{"content":{"viewId":"aws-form","viewToken":"vt-123","viewData":"{\\"Heading\\":\\"Address\\"}"}}}',
          participant: FLOW,
        },
      ],
    ];

    it.each(messages)('the message %s', (name, fields) => {
      expect(itemOf(frameText(name))).toStrictEqual({ type: 'message', receipts: [], ...CONTACTS, ...fields });
    });

    it.each([
      ['f07-typing', notice('010', '10:15:11.507', 'typing', AGENT)],
      ['f08-participant-joined', notice('011', '10:15:09.233', 'participantJoined', AGENT)],
      ['f09-participant-left', notice('012', '10:16:00.220', 'participantLeft', AGENT)],
      ['f10-chat-ended', notice('013', '10:16:10.590', 'chatEnded')],
      ['f12-transfer-failed', notice('015', '10:15:41.617', 'transferFailed', AGENT)],
      ['f19-chat-rehydrated', notice('020', '10:15:03.411', 'chatRehydrated')],
      ['f20-participant-idle', notice('021', '10:18:00.660', 'participantIdle', CUSTOMER)],
      ['f21-participant-returned', notice('022', '10:18:20.400', 'participantReturned', CUSTOMER)],
      ['f22-participant-autodisconnection', notice('023', '10:21:40.800', 'participantAutoDisconnected', CUSTOMER)],
      [
        'f24-displayname-updated',
        notice('025', '10:15:35.795', 'participantDisplayNameUpdated', { ...CUSTOMER, displayName: 'Jane Doe' }),
      ],
      ['f25-participant-invited', notice('026', '10:15:08.096', 'participantInvited', AGENT)],
    ])('the event %s', (name, item) => {
      expect(itemOf(frameText(name))).toStrictEqual(item);
    });

    it('a transfer, with the contact that it leads to', () => {
      expect(itemOf(frameText('f11-transfer-succeeded'))).toStrictEqual({
        ...notice('014', '10:15:40.480', 'transferSucceeded', AGENT),
        contactId: 'c0ffee00-7777-4222-8333-444455556666',
      });
    });

    it('a demand to authenticate, with its session', () => {
      expect(itemOf(frameText('f23-authentication-initiated'))).toStrictEqual({
        ...notice('024', '10:15:33.521', '', FLOW),
        notice: {
          type: 'authenticationInitiated',
          sessionId: '0b5e4a3c-2d1f-4e6a-9b8c-7d6e5f4a3b2c',
          content: '{"SessionId":"0b5e4a3c-2d1f-4e6a-9b8c-7d6e5f4a3b2c"}',
        },
      });
    });

    it('a delivered receipt', () => {
      expect(itemOf(frameText('f03-delivered-receipt'))).toStrictEqual({
        type: 'receipt',
        id: id('005'),
        at: at('10:15:13.781'),
        messageId: id('900'),
        receipts: [{ recipientId: AGENT.id, deliveredAt: at('10:15:13.781') }],
      });
    });

    it('a read receipt', () => {
      expect(itemOf(frameText('f15-read-receipt'))).toStrictEqual({
        type: 'receipt',
        id: id('006'),
        at: at('10:15:15.055'),
        messageId: id('900'),
        receipts: [{ recipientId: AGENT.id, deliveredAt: at('10:15:13.781'), readAt: at('10:15:15.055') }],
      });
    });

    it.each([
      ['f13-attachment-approved', '951', '10:15:20.740', '0000', ['IN_PROGRESS', 'APPROVED']],
      ['f14-attachment-rejected', '016', '10:15:24.288', '0001', ['REJECTED']],
    ])('each status of %s', (name, number, time, tail, statuses) => {
      expect(frameTexts(name).map(itemOf)).toStrictEqual(
        statuses.map((status) => ({
          type: 'attachment',
          id: id(number),
          at: at(time),
          ...CONTACTS,
          participant: CUSTOMER,
          attachments: [
            {
              attachmentId: `9a8b7c6d-5555-4444-8333-22221111${tail}`,
              name: 'invoice.pdf',
              contentType: 'application/pdf',
              status,
            },
          ],
        })),
      );
    });

    it('the chunks of a streamed message', () => {
      expect(frameTexts('f26-streamed-message').map(itemOf)).toMatchObject([
        { id: id('950'), content: 'Your order ', chunk: { number: 1, completed: false } },
        { id: id('950'), content: 'ships on ', chunk: { number: 2, completed: false } },
        { id: id('950'), content: 'Your order ships on Friday.', chunk: { number: 3, completed: true } },
      ]);
    });

    it.each([
      ['{"topic":"aws/subscribe","content":{"status":"success","topics":["aws/chat"]}}', { type: 'subscribed' }],
      ['{"topic":"aws/subscribe","content":"{\\"status\\":\\"success\\"}"}', { type: 'subscribed' }],
      ['{"topic":"aws/subscribe","content":{"status":"failure"}}', { type: 'subscriptionRefused' }],
      ['{"topic":"aws/heartbeat"}', { type: 'heartbeat' }],
      ['{"topic":"aws/ping","statusCode":200,"statusContent":"OK"}', { type: 'ping', healthy: true }],
      ['{"topic":"aws/ping","statusCode":500,"statusContent":"no"}', { type: 'ping', healthy: false }],
      ['{"topic":"aws/ping","statusCode":503}', { type: 'ping', healthy: false }],
      ['{"topic":"aws/ping"}', { type: 'ping', healthy: false }],
      ['{"message":"Forbidden","connectionId":"c","requestId":"r"}', { type: 'gatewayError' }],
      ['{"topic":"aws/agent","content":{}}', { type: 'ignored' }],
      ['', { type: 'ignored' }],
      [' \n', { type: 'ignored' }],
    ])('%s', (text, frame) => {
      expect(decodeFrame(text)).toEqual(E.right(frame));
    });

    it('an item that is an object rather than text', () => {
      const text = JSON.stringify({ topic: 'aws/chat', content: JSON.parse(itemText('f01-agent-message')) });
      expect(itemOf(text)).toStrictEqual(itemOf(frameText('f01-agent-message')));
    });
  });

  describe('rejects', () => {
    it.each([
      ['binary', new Uint8Array([123]), 'expected text'],
      ['what is no JSON', 'hello', 'expected frame'],
      ['half a frame', frameText('f01-agent-message').slice(0, 50), 'expected frame'],
      ['null', 'null', 'expected frame'],
      ['a list', '[]', 'expected frame'],
      ['a number', '1e999', 'expected frame'],
      ['an object without a topic', '{}', 'topic: expected string'],
      ['a topic that is no text', '{"topic":1}', 'topic: expected string'],
      ['a reply without a status', '{"topic":"aws/subscribe","content":{}}', 'status: expected string'],
      ['a reply without content', '{"topic":"aws/subscribe"}', 'expected subscription'],
      ['a chat frame without content', '{"topic":"aws/chat"}', 'expected item'],
      ['content that is no JSON', '{"topic":"aws/chat","content":"x"}', 'expected item'],
      ['an item without an Id', chat({ AbsoluteTime: '2026-03-02T10:15:10.370Z' }), 'Id: expected non-empty string'],
      ['an item of no time', chat({ Id: 'i', AbsoluteTime: 'soon' }), 'AbsoluteTime: expected ISO-8601 instant'],
    ])('%s', (_, text, problem) => {
      expect(problemsOf(text)).toEqual([problem]);
    });

    it('with a message made of the problems', () => {
      expect(decodeFrame(chat({}))).toEqual(
        E.left(new UnreadableError('item', ['Id: expected non-empty string', 'AbsoluteTime: expected string'])),
      );
    });
  });

  describe('keeps unknown', () => {
    it('fields out of the item', () => {
      const raw = { ...JSON.parse(itemText('f01-agent-message')), Mood: 'good', __proto__x: 1 };
      expect(itemOf(chat(raw))).toStrictEqual(itemOf(frameText('f01-agent-message')));
    });

    it('content types as unrecognized, as they came', () => {
      const raw = { ...JSON.parse(itemText('f01-agent-message')), Type: 'EVENT', ContentType: 'text/vnd.later' };
      expect(itemOf(chat(raw))).toStrictEqual({
        type: 'unrecognized',
        id: id('004'),
        at: at('10:15:10.370'),
        ...CONTACTS,
        participant: AGENT,
        contentType: 'text/vnd.later',
        raw,
      });
    });
  });

  describe('round-trips', () => {
    it('whatever text a message holds', () => {
      fc.assert(
        fc.property(fc.string({ unit: 'binary' }), fc.string(), (content, displayName) => {
          const raw = { ...JSON.parse(itemText('f01-agent-message')), Content: content, DisplayName: displayName };
          expect(itemOf(chat(raw))).toMatchObject({ content, type: 'message' });
        }),
      );
    });
  });

  describe('survives', () => {
    it.each([
      ['lists nested without end', '['.repeat(200_000)],
      ['lists nested deeply', '['.repeat(100_000) + ']'.repeat(100_000)],
      ['content nested deeply', chat('['.repeat(100_000) + ']'.repeat(100_000))],
      ['objects nested deeply', '{"topic":'.repeat(50_000) + '1' + '}'.repeat(50_000)],
      ['a prototype for a frame', '{"__proto__":{"topic":"aws/heartbeat"}}'],
      ['a constructor for a topic', '{"constructor":{"topic":"aws/heartbeat"}}'],
      [
        'an item with a prototype for fields',
        chat(JSON.parse('{"__proto__":{"Id":"i","AbsoluteTime":"2026-03-02T10:15:10Z"}}')),
      ],
    ])('%s', (_, text) => {
      expect(E.isLeft(decodeFrame(text))).toBe(true);
    });

    it('duplicate keys, the last of which counts', () => {
      const text = '{"topic":"aws/chat","topic":"aws/heartbeat"}';
      expect(decodeFrame(text)).toEqual(E.right({ type: 'heartbeat' }));
    });

    it('anything', () => {
      const text = fc.oneof(
        fc.string(),
        fc.string({ unit: 'binary' }),
        fc.json(),
        fc.json().map((content) => JSON.stringify({ topic: 'aws/chat', content })),
      );
      fc.assert(
        fc.property(fc.oneof(text, fc.anything()), (input) => {
          expect(['Left', 'Right']).toContain(decodeFrame(input)._tag);
        }),
        { numRuns: 2_000 },
      );
    });

    it('items of any shape, losing none that has an identity', () => {
      const field = fc.constantFrom(
        'ContentType',
        'Type',
        'Content',
        'MessageMetadata',
        'Attachments',
        'ParticipantId',
        'ContactId',
        'RelatedContactId',
        'DisplayName',
      );
      const value = fc.oneof(
        fc.jsonValue(),
        fc.constantFrom(
          'MESSAGE',
          'EVENT',
          'ATTACHMENT',
          'MESSAGEMETADATA',
          'TYPING',
          'text/plain',
          'application/vnd.amazonaws.connect.event.typing',
        ),
      );
      fc.assert(
        fc.property(fc.dictionary(field, value), (fields) => {
          const item = itemOf(chat({ ...fields, Id: 'i', AbsoluteTime: '2026-03-02T10:15:10.370Z' }));
          expect(item).toMatchObject({ id: 'i', at: at('10:15:10.370') });
        }),
        { numRuns: 2_000 },
      );
    });

    it('secrets, which no problem repeats', () => {
      const secret = 'correct-horse-battery';
      const shape = fc.constantFrom<unknown>(
        secret,
        [secret],
        { [secret]: secret },
        { Id: secret },
        { Id: [secret], AbsoluteTime: secret },
      );
      fc.assert(
        fc.property(
          shape,
          fc.constantFrom('aws/chat', 'aws/subscribe', secret),
          fc.boolean(),
          (content, topic, wrapped) => {
            const frame = decodeFrame(JSON.stringify({ topic, content: wrapped ? JSON.stringify(content) : content }));
            expect(E.isLeft(frame) ? frame.left.message : '').not.toContain(secret);
          },
        ),
      );
    });
  });
});
