import { either as E } from 'fp-ts';
import fc from 'fast-check';
import type { Item } from '../../lib/chat/item.js';
import { decodeItem } from '../../lib/protocol/decode-item.js';

const EVENT = 'application/vnd.amazonaws.connect.event.';
const HEAD = { Id: 'i1', AbsoluteTime: '2026-03-02T10:15:10.370Z' };
const AT = Date.parse('2026-03-02T10:15:10.370Z');
const BASE = { id: 'i1', at: AT };
const TEXT = { ...HEAD, Type: 'MESSAGE', ContentType: 'text/plain', Content: 'hi' };

const FILE = { AttachmentId: 'a', AttachmentName: 'x.jpg', ContentType: 'image/jpeg', Status: 'APPROVED' };

const read = (fields: object): Item => {
  const item = decodeItem({ ...HEAD, ...fields });
  if (E.isLeft(item)) throw item.left;
  return item.right;
};

describe('decodeItem', () => {
  describe('accepts', () => {
    it.each([
      ['PROCESSING', 'processing'],
      ['FAILED', 'failed'],
      ['REJECTED', 'rejected'],
      ['APPROVED', undefined],
      [null, undefined],
    ])('what the processor makes of a message: %s', (MessageProcessingStatus, processing) => {
      const item = read({ ...TEXT, MessageMetadata: { MessageProcessingStatus } });
      expect(item).toMatchObject({ type: 'message', content: 'hi' });
      expect('processing' in item ? item.processing : undefined).toBe(processing);
      const odd = { MessageProcessingStatus, Receipts: 'none' };
      expect(read({ ...TEXT, MessageMetadata: odd })).toMatchObject({
        content: 'hi',
        ...(processing && { processing }),
      });
    });

    it.each([
      ['joined by its content type alone', { ContentType: `${EVENT}participant.joined` }, 'participantJoined'],
      ['typing by its type alone', { Type: 'TYPING' }, 'typing'],
      ['joined by its type alone', { Type: 'PARTICIPANT_JOINED' }, 'participantJoined'],
      ['the end by its type alone', { Type: 'CHAT_ENDED' }, 'chatEnded'],
      ['left, whatever its type says', { ContentType: `${EVENT}participant.left`, Type: 'TYPING' }, 'participantLeft'],
      ['a transfer in the spelling of the manual', { ContentType: `${EVENT}transfer.succeed` }, 'transferSucceeded'],
      [
        'an authentication in the spelling of the manual',
        { ContentType: `${EVENT}authentication.success` },
        'authenticationSucceeded',
      ],
      ['a cancelled workflow', { ContentType: `${EVENT}workflow.cancelled` }, 'workflowCancelled'],
    ])('%s', (_, fields, type) => {
      expect(read(fields)).toStrictEqual({ type: 'notice', ...BASE, notice: { type } });
    });

    it('what an event adds to the fact', () => {
      const fields = { ContentType: `${EVENT}authentication.failed`, Content: 'why' };
      expect(read(fields)).toMatchObject({ notice: { type: 'authenticationFailed', content: 'why' } });
    });

    it('the empty content of an event as none', () => {
      expect(read({ ContentType: `${EVENT}chat.ended`, Content: '' })).toMatchObject({ notice: { type: 'chatEnded' } });
      expect(read({ ContentType: `${EVENT}chat.ended`, Content: '' })).not.toHaveProperty('notice.content');
    });

    it('a demand to authenticate without a readable session', () => {
      const fields = { ContentType: `${EVENT}authentication.initiated`, Content: '{' };
      expect(read(fields)).toMatchObject({ notice: { type: 'authenticationInitiated', content: '{' } });
    });

    it('a message without content', () => {
      expect(read({ ContentType: 'text/plain' })).toMatchObject({ type: 'message', content: '' });
    });

    it('null for a missing field', () => {
      const nulls = { Content: null, MessageMetadata: null, ParticipantId: null, ContactId: null, DisplayName: null };
      expect(read({ ...TEXT, ...nulls })).toStrictEqual({
        type: 'message',
        ...BASE,
        contentType: 'text/plain',
        content: '',
        receipts: [],
      });
    });

    it('a past item, under the contact that it belongs to', () => {
      expect(read({ ...TEXT, RelatedContactId: 'old', ContactId: 'new' })).toMatchObject({
        contactId: 'old',
        past: true,
      });
    });

    it('receipts inside a message, and that who read it was delivered it', () => {
      const Receipts = [
        { RecipientParticipantId: 'p1', ReadTimestamp: '2026-03-02T10:15:11Z' },
        { RecipientParticipantId: 'p2', DeliveredTimestamp: '2026-03-02T10:15:12Z', ReadTimestamp: '' },
        { RecipientParticipantId: 'p3' },
        { ReadTimestamp: '2026-03-02T10:15:11Z' },
      ];
      expect(read({ ...TEXT, MessageMetadata: { MessageId: 'i1', Receipts } })).toMatchObject({
        receipts: [
          { recipientId: 'p1', deliveredAt: AT + 630, readAt: AT + 630 },
          { recipientId: 'p2', deliveredAt: AT + 1_630 },
        ],
      });
    });

    it.each(['MESSAGEMETADATA', 'MESSAGE_METADATA', 'MESSAGE_DELIVERED', 'MESSAGE_READ'])(
      'receipts of type %s',
      (Type) => {
        expect(read({ Type, MessageMetadata: { MessageId: 'm1' } })).toStrictEqual({
          type: 'receipt',
          ...BASE,
          messageId: 'm1',
          receipts: [],
        });
      },
    );

    it.each(['message.metadata', 'message.delivered', 'message.read'])('receipts of content type %s', (suffix) => {
      const fields = { Type: 'EVENT', ContentType: EVENT + suffix, MessageMetadata: { MessageId: 'm1' } };
      expect(read(fields)).toMatchObject({ type: 'receipt', messageId: 'm1' });
    });

    it('an attachment that has its MIME type beside it', () => {
      const Attachments = [{ AttachmentId: 'a1', Status: 'APPROVED' }];
      expect(read({ Type: 'ATTACHMENT', ContentType: 'text/plain', Attachments })).toStrictEqual({
        type: 'attachment',
        ...BASE,
        attachments: [{ attachmentId: 'a1', status: 'APPROVED' }],
      });
    });

    it.each(['AGENT', 'CUSTOMER', 'SYSTEM', 'CUSTOM_BOT'])('chunks from %s', (ParticipantRole) => {
      const MessageMetadata = { MessageCompleted: false, ChunkNumber: 2 };
      expect(read({ ...TEXT, ParticipantId: 'p', ParticipantRole, MessageMetadata })).toMatchObject({
        type: 'message',
        chunk: { number: 2, completed: false },
      });
    });

    it.each([-1, 0, 1.5, 1e300, undefined, null, 'third', '', {}, []])(
      'the completed text of chunk %j, without its number',
      (ChunkNumber) => {
        const item = read({ ...TEXT, MessageMetadata: { MessageCompleted: true, ChunkNumber } });
        expect(item).toMatchObject({ type: 'message', content: 'hi', chunk: { number: 0, completed: true } });
      },
    );

    it.each([
      ['text/plain; charset=utf-8', 'text/plain'],
      ['Text/Plain', 'text/plain'],
      [' text/plain ', 'text/plain'],
      ['TEXT/MARKDOWN;variant=GFM', 'text/markdown'],
      ['Application/JSON; charset="utf-8"', 'application/json'],
      [
        'application/vnd.amazonaws.connect.message.Interactive',
        'application/vnd.amazonaws.connect.message.interactive',
      ],
    ])('the content type %j of a message', (ContentType, contentType) => {
      const item = read({ ...TEXT, ContentType });
      expect(item).toMatchObject({ type: 'message', contentType, content: 'hi' });
      expect(item).not.toHaveProperty('problems');
    });

    it.each([[undefined], [null], [''], [' '], [';']])(
      'a message of the content type %j as plain text',
      (ContentType) => {
        expect(read({ ...TEXT, ContentType })).toStrictEqual({
          type: 'message',
          ...BASE,
          contentType: 'text/plain',
          content: 'hi',
          receipts: [],
        });
      },
    );

    it.each(['text/html', 'text/x-later; v=2', 'application/vnd.later+json', 'image/png', 'words'])(
      'a message of the content type %s, which nobody knows',
      (ContentType) => {
        const contentType = ContentType.replace(/;.*/, '');
        expect(read({ ...TEXT, ContentType })).toMatchObject({ type: 'message', contentType, content: 'hi' });
      },
    );

    it.each([{ ContentType: 'text/html' }, { ContentType: 'later' }, {}, { Type: null, ContentType: '' }])(
      'words of which is said no more than %j',
      (fields) => {
        expect(read({ ...fields, Content: 'hi' })).toMatchObject({ type: 'message', content: 'hi' });
      },
    );

    it.each(['message', 'Message', ' MESSAGE '])('the type %j', (Type) => {
      expect(read({ Type, Content: 'hi' })).toMatchObject({ type: 'message', content: 'hi' });
    });

    it.each([
      ['attachment', { Attachments: [FILE] }, 'attachment'],
      ['Event', { ContentType: `${EVENT}Chat.Ended; v=1` }, 'notice'],
      ['typing', {}, 'notice'],
      ['messagemetadata', { MessageMetadata: { MessageId: 'm' } }, 'receipt'],
    ])('the type %j', (Type, fields, type) => {
      expect(read({ Type, ...fields })).toMatchObject({ type });
    });

    it('what was written to a file', () => {
      const fields = { Type: 'ATTACHMENT', ContentType: 'image/jpeg', Content: 'look at this', Attachments: [FILE] };
      expect(read(fields)).toStrictEqual({
        type: 'attachment',
        ...BASE,
        attachments: [{ attachmentId: 'a', status: 'APPROVED', name: 'x.jpg', contentType: 'image/jpeg' }],
        content: 'look at this',
      });
    });

    it.each([undefined, null, []])('what was written to a file where the files are %j', (Attachments) => {
      expect(read({ Type: 'ATTACHMENT', Content: 'look at this', Attachments })).toStrictEqual({
        type: 'attachment',
        ...BASE,
        attachments: [],
        content: 'look at this',
      });
    });

    it('files of which nothing else is said', () => {
      expect(read({ Attachments: [FILE] })).toMatchObject({ type: 'attachment', attachments: [{ attachmentId: 'a' }] });
    });

    it.each([{}, { Type: 'MESSAGE' }])('files whose MIME type stands beside them, of type %j', (fields) => {
      expect(read({ ...fields, ContentType: 'image/jpeg', Attachments: [FILE] })).toMatchObject({ type: 'attachment' });
    });

    it('the files of a message', () => {
      expect(read({ ...TEXT, Attachments: [FILE] })).toStrictEqual({
        type: 'message',
        ...BASE,
        contentType: 'text/plain',
        content: 'hi',
        receipts: [],
        attachments: [{ attachmentId: 'a', status: 'APPROVED', name: 'x.jpg', contentType: 'image/jpeg' }],
      });
      expect(read({ ...TEXT, Attachments: [] })).not.toHaveProperty('attachments');
    });
  });

  describe('leaves out what is odd, and names it', () => {
    it.each(['third', 0])('in a completed text of chunk %j', (ChunkNumber) => {
      expect(read({ ...TEXT, MessageMetadata: { MessageCompleted: true, ChunkNumber } })).toMatchObject({
        content: 'hi',
        chunk: { number: 0, completed: true },
        problems: ['MessageMetadata.ChunkNumber: expected number of a chunk'],
      });
    });

    const RECEIPTS = 'MessageMetadata.Receipts';
    it.each<[object, ReadonlyArray<string>]>([
      [{ ContentType: 7 }, ['ContentType: expected string']],
      [{ Type: {} }, ['Type: expected string']],
      [{ DisplayName: 12345 }, ['DisplayName: expected string']],
      [{ ParticipantRole: ['AGENT'] }, ['ParticipantRole: expected string']],
      [{ ParticipantId: 7 }, ['ParticipantId: expected string']],
      [{ ContactId: 7, InitialContactId: {} }, ['InitialContactId: expected string', 'ContactId: expected string']],
      [{ RelatedContactId: true }, ['RelatedContactId: expected string']],
      [{ MessageMetadata: '' }, ['MessageMetadata: expected message metadata']],
      [{ MessageMetadata: [] }, ['MessageMetadata: expected message metadata']],
      [{ MessageMetadata: 7 }, ['MessageMetadata: expected message metadata']],
      [{ MessageMetadata: { MessageId: 7 } }, ['MessageMetadata.MessageId: expected string']],
      [{ MessageMetadata: { Receipts: {} } }, [`${RECEIPTS}: expected list of at most 100 receipts`]],
      [{ MessageMetadata: { Receipts: 'none' } }, [`${RECEIPTS}: expected list of at most 100 receipts`]],
      [{ MessageMetadata: { Receipts: [null] } }, [`${RECEIPTS}.0: expected receipt`]],
      [
        { MessageMetadata: { Receipts: [7, []] } },
        [`${RECEIPTS}.0: expected receipt`, `${RECEIPTS}.1: expected receipt`],
      ],
      [
        {
          MessageMetadata: {
            MessageId: 'x',
            Receipts: [{ DeliveredTimestamp: 'yesterday', RecipientParticipantId: 'p' }],
          },
        },
        [`${RECEIPTS}.0.DeliveredTimestamp: expected ISO-8601 instant`],
      ],
      [
        { MessageMetadata: { Receipts: [{ DeliveredTimestamp: 7, ReadTimestamp: {}, RecipientParticipantId: 7 }] } },
        [
          `${RECEIPTS}.0.RecipientParticipantId: expected string`,
          `${RECEIPTS}.0.DeliveredTimestamp: expected ISO-8601 instant`,
          `${RECEIPTS}.0.ReadTimestamp: expected ISO-8601 instant`,
        ],
      ],
      [
        { MessageMetadata: { MessageCompleted: 'perhaps', ChunkNumber: 3 } },
        ['MessageMetadata.MessageCompleted: expected boolean'],
      ],
      [
        { MessageMetadata: { MessageProcessingStatus: ['REJECTED'] } },
        ['MessageMetadata.MessageProcessingStatus: expected string'],
      ],
      [{ MessageMetadata: { MessageId: 1 } }, ['MessageMetadata.MessageId: expected string']],
      [{ Attachments: 'none' }, ['Attachments: expected list of at most 100 attachments']],
      [{ Attachments: [null] }, ['Attachments.0: expected attachment']],
      [{ Attachments: [{ Status: 'APPROVED' }] }, ['Attachments.0.AttachmentId: expected non-empty string']],
    ])('in a message with %j', (fields, problems) => {
      const related = 'RelatedContactId' in fields ? { past: true } : undefined;
      expect(read({ ...TEXT, ...fields })).toStrictEqual({
        type: 'message',
        ...BASE,
        contentType: 'text/plain',
        content: 'hi',
        receipts: [],
        ...related,
        problems,
      });
    });

    it('and keeps what stands beside it', () => {
      const Receipts = [
        { RecipientParticipantId: 'p1', DeliveredTimestamp: 'soon', ReadTimestamp: '2026-03-02T10:15:11Z' },
        { RecipientParticipantId: 'p2', DeliveredTimestamp: '2026-03-02T10:15:12Z', ReadTimestamp: 7 },
        null,
        { RecipientParticipantId: 'p3', DeliveredTimestamp: '2026-03-02T10:15:12Z' },
      ];
      const fields = {
        ParticipantId: 'p',
        ParticipantRole: 'AGENT',
        DisplayName: 1,
        ContactId: 'c',
        InitialContactId: 2,
      };
      const item = read({ ...TEXT, ...fields, MessageMetadata: { MessageId: 7, Receipts } });
      expect(item).toMatchObject({
        contactId: 'c',
        participant: { id: 'p', role: 'AGENT' },
        receipts: [
          { recipientId: 'p1', deliveredAt: AT + 630, readAt: AT + 630 },
          { recipientId: 'p2', deliveredAt: AT + 1_630 },
          { recipientId: 'p3', deliveredAt: AT + 1_630 },
        ],
      });
      expect(item.problems).toHaveLength(6);
    });

    it.each([
      ['3', { number: 3, completed: true }],
      [' 3 ', { number: 3, completed: true }],
      ['3.0', { number: 3, completed: true }],
    ])('but reads the chunk number %j', (ChunkNumber, chunk) => {
      const item = read({ ...TEXT, MessageMetadata: { MessageCompleted: true, ChunkNumber } });
      expect(item).toMatchObject({ content: 'hi', chunk, problems: [expect.stringContaining('ChunkNumber')] });
    });

    it.each([
      ['true', true],
      ['False', false],
      [1, true],
      [0, false],
    ])('but reads whether it is completed from %j', (MessageCompleted, completed) => {
      const item = read({ ...TEXT, MessageMetadata: { MessageCompleted, ChunkNumber: 2 } });
      expect(item).toMatchObject({ chunk: { number: 2, completed }, problems: [expect.stringContaining('Completed')] });
    });

    it.each([undefined, null, 0, -1, 1.5, 1e300, 'third', '', {}, []])(
      'and takes a part of a message with the number %j for its beginning',
      (ChunkNumber) => {
        const item = read({ ...TEXT, MessageMetadata: { MessageCompleted: false, ChunkNumber } });
        expect(item).toMatchObject({ content: 'hi', chunk: { number: 1, completed: false } });
        expect(item.problems).toEqual(['MessageMetadata.ChunkNumber: expected number of a chunk']);
      },
    );

    it.each<[unknown, string]>([
      [{ a: 1 }, '{"a":1}'],
      [['a', { b: null }], '["a",{"b":null}]'],
      [7, '7'],
      [false, 'false'],
    ])('and writes the content %j as text', (Content, content) => {
      const problems = ['Content: expected string'];
      for (const ContentType of ['text/plain', 'application/json', 'text/later', undefined])
        expect(read({ ...TEXT, ContentType, Content })).toMatchObject({ type: 'message', content, problems });
      expect(read({ Type: 'ATTACHMENT', Content })).toMatchObject({ type: 'attachment', content, problems });
      expect(read({ ContentType: `${EVENT}authentication.failed`, Content })).toMatchObject({
        type: 'notice',
        notice: { type: 'authenticationFailed', content },
      });
    });

    it('in files', () => {
      const Attachments = [
        { AttachmentId: 'a', AttachmentName: 7, ContentType: {}, Status: 'APPROVED' },
        { AttachmentName: 'nobody knows which' },
        { AttachmentId: 'b' },
        'c',
        FILE,
      ];
      expect(read({ Type: 'ATTACHMENT', Attachments })).toMatchObject({
        attachments: [
          { attachmentId: 'a', status: 'APPROVED' },
          { attachmentId: 'b', status: 'IN_PROGRESS' },
          { attachmentId: 'a', status: 'APPROVED', name: 'x.jpg' },
        ],
        problems: [
          'Attachments.0.AttachmentName: expected string',
          'Attachments.0.ContentType: expected string',
          'Attachments.1.AttachmentId: expected non-empty string',
          'Attachments.1.Status: expected non-empty string',
          'Attachments.2.Status: expected non-empty string',
          'Attachments.3: expected attachment',
        ],
      });
    });

    it('in events and in receipts', () => {
      const fields = { DisplayName: 1, MessageMetadata: { MessageId: 'm', Receipts: [null] } };
      expect(read({ ...fields, ContentType: `${EVENT}chat.ended` })).toMatchObject({ notice: { type: 'chatEnded' } });
      expect(read({ ...fields, Type: 'MESSAGEMETADATA' })).toMatchObject({ type: 'receipt', messageId: 'm' });
    });

    it('and does not take for this contact what names another, however it does', () => {
      expect(read({ ContentType: `${EVENT}chat.ended`, RelatedContactId: 7 })).toMatchObject({ past: true });
    });

    it('in ten places at most, and reads a hundred receipts and files at most', () => {
      const receipt = { RecipientParticipantId: 'p', ReadTimestamp: '2026-03-02T10:15:11Z' };
      const full = { ...TEXT, MessageMetadata: { Receipts: Array.from({ length: 101 }, () => receipt) } };
      expect(read(full)).toHaveProperty('receipts.length', 100);
      expect(read({ ...TEXT, Attachments: Array.from({ length: 1_000 }, () => FILE) })).toHaveProperty(
        'attachments.length',
        100,
      );
      expect(read({ ...TEXT, Attachments: Array.from({ length: 1_000 }, () => null) })).toHaveProperty(
        'problems.length',
        10,
      );
    });

    const COURTESIES = {
      Type: 'MESSAGE',
      ContentType: 'text/plain',
      DisplayName: 'Ana',
      ParticipantId: 'p',
      ParticipantRole: 'AGENT',
      ContactId: 'c',
      InitialContactId: 'c',
      RelatedContactId: null,
      MessageMetadata: { MessageId: 'i1', Receipts: [], MessageCompleted: true, ChunkNumber: 3 },
      Attachments: [FILE],
      Later: 1,
    };
    const anything = fc.jsonValue({ maxDepth: 3 });
    const receipt = fc.dictionary(
      fc.constantFrom('RecipientParticipantId', 'DeliveredTimestamp', 'ReadTimestamp'),
      anything,
    );
    const file = fc.dictionary(fc.constantFrom('AttachmentId', 'AttachmentName', 'ContentType', 'Status'), anything);
    const metadata = fc.record(
      {
        MessageId: anything,
        MessageCompleted: anything,
        ChunkNumber: anything,
        Receipts: fc.oneof(anything, fc.array(fc.oneof(receipt, anything))),
      },
      { requiredKeys: [] },
    );

    it('whatever stands in any of the other fields, and keeps identity, time and text', () => {
      const odd = fc.record(
        {
          ...Object.fromEntries(Object.keys(COURTESIES).map((name) => [name, anything])),
          // What says that it is something else is believed.
          Type: anything.filter((type) => typeof type !== 'string'),
          ContentType: fc
            .oneof(anything, fc.constant('text/html'))
            .filter((type) => typeof type !== 'string' || !type.startsWith(EVENT)),
          MessageMetadata: fc.oneof(anything, metadata),
          Attachments: fc.oneof(anything, fc.array(fc.oneof(file, anything))),
        },
        { requiredKeys: [] },
      );
      fc.assert(
        fc.property(odd, fc.constantFrom('MESSAGE', undefined), (fields, Type) => {
          const item = read({
            ...COURTESIES,
            ...(Type && { Type }),
            ContentType: 'text/plain',
            ...fields,
            Content: 'hi',
          });
          expect(item).toMatchObject({ type: 'message', ...BASE, content: 'hi' });
        }),
        { numRuns: 2_000 },
      );
    });

    it('whatever it is, and never throws', () => {
      const wire = fc.record(
        { ...Object.fromEntries(Object.keys(COURTESIES).map((name) => [name, anything])), Content: anything },
        { requiredKeys: [] },
      );
      fc.assert(
        fc.property(wire, (fields) => {
          expect(read(fields)).toMatchObject(BASE);
        }),
        { numRuns: 1_000 },
      );
    });
  });

  describe('rejects', () => {
    it.each([
      [{ Id: '' }, 'unreadable item: Id: expected non-empty string'],
      [{ Id: 7 }, 'unreadable item: Id: expected non-empty string'],
      [{ AbsoluteTime: 1_772_446_510 }, 'unreadable item: AbsoluteTime: expected string'],
      [{ AbsoluteTime: '' }, 'unreadable item: AbsoluteTime: expected ISO-8601 instant'],
      [{ AbsoluteTime: '1' }, 'unreadable item: AbsoluteTime: expected ISO-8601 instant'],
      [{ AbsoluteTime: '2026-13-02T10:15:10.370Z' }, 'unreadable item: AbsoluteTime: expected ISO-8601 instant'],
    ])('%j', (fields, message) => {
      expect(() => read(fields)).toThrow(message);
    });

    it.each([null, undefined, 'item', 1, []])('%j', (raw) => {
      expect(decodeItem(raw)).toMatchObject({ left: { message: 'unreadable item: expected item' } });
    });
  });

  describe('keeps unknown', () => {
    it.each([
      ['an event without a content type', { Type: 'EVENT' }],
      ['an event of a content type for words', { Type: 'EVENT', ContentType: 'text/later', Content: 'hi' }],
      ['an acknowledgement', { Type: 'CONNECTION_ACK' }],
      ['an acknowledgement that says something', { Type: 'CONNECTION_ACK', Content: 'hi' }],
      ['an event of a later version', { ContentType: `${EVENT}participant.danced` }],
      ['an event of a later version that says something', { ...TEXT, ContentType: `${EVENT}participant.danced` }],
      ['a name of the prototype', { ContentType: 'constructor', Type: '__proto__' }],
      [
        'a message of a later version that says nothing',
        { Type: 'MESSAGE', ContentType: 'application/later', More: {} },
      ],
      ['a content type for words, and none', { ContentType: 'text/later', Content: '' }],
      ['something of which nothing is said', {}],
      ['a receipt for no message', { Type: 'MESSAGEMETADATA', MessageMetadata: { Receipts: [] } }],
      ['a receipt event without metadata', { ContentType: `${EVENT}message.read`, Content: '{"messageId":"m"}' }],
      ['an attachment without files', { Type: 'ATTACHMENT', Attachments: [] }],
      ['an attachment without an id', { Type: 'ATTACHMENT', Attachments: [{ Status: 'APPROVED' }] }],
    ])('%s, as it came', (_, fields) => {
      expect(read(fields)).toMatchObject({ type: 'unrecognized', ...BASE, raw: { ...HEAD, ...fields } });
    });

    it('where an item belongs that is otherwise odd', () => {
      const fields = { ContentType: 'text/later', ContactId: 'c', InitialContactId: 'c0', ParticipantId: 'p' };
      expect(read({ ...fields, DisplayName: 1 })).toMatchObject({
        contentType: 'text/later',
        contactId: 'c',
        initialContactId: 'c0',
        participant: { id: 'p' },
      });
    });

    it('content that is nested beyond what can be written', () => {
      const depth = 200_000;
      const Content: unknown = JSON.parse('['.repeat(depth) + ']'.repeat(depth));
      expect(read({ ...TEXT, Content }).type).toBe('unrecognized');
    });
  });
});
