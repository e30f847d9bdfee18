import { either as E } from 'fp-ts';
import type { Item } from '../../lib/chat/item.js';
import { decodeItem } from '../../lib/protocol/decode-item.js';

const EVENT = 'application/vnd.amazonaws.connect.event.';
const HEAD = { Id: 'i1', AbsoluteTime: '2026-03-02T10:15:10.370Z' };
const AT = Date.parse('2026-03-02T10:15:10.370Z');
const BASE = { id: 'i1', at: AT };
const TEXT = { ...HEAD, Type: 'MESSAGE', ContentType: 'text/plain', Content: 'hi' };

const read = (fields: object): Item => {
  const item = decodeItem({ ...HEAD, ...fields });
  if (E.isLeft(item)) throw item.left;
  return item.right;
};

describe('decodeItem', () => {
  describe('accepts', () => {
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

    it.each([-1, 0, 1.5, 1e300, undefined])('the completed text of chunk %s as a whole message', (ChunkNumber) => {
      const item = read({ ...TEXT, MessageMetadata: { MessageCompleted: true, ChunkNumber } });
      expect(item).toMatchObject({ type: 'message', content: 'hi' });
      expect(item).not.toHaveProperty('chunk');
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
      ['a message without a content type', { Type: 'MESSAGE', Content: 'hi' }],
      ['an event without a content type', { Type: 'EVENT' }],
      ['an acknowledgement', { Type: 'CONNECTION_ACK' }],
      ['an event of a later version', { ContentType: `${EVENT}participant.danced` }],
      ['a name of the prototype', { ContentType: 'constructor', Type: '__proto__' }],
      ['content that is no text', { ContentType: 'text/plain', Content: { a: 1 } }],
      ['an event whose content is no text', { ContentType: `${EVENT}typing`, Content: 1 }],
      ['a name that is no text', { ...TEXT, DisplayName: 1 }],
      ['metadata that is none', { ...TEXT, MessageMetadata: [] }],
      ['receipts that are none', { ...TEXT, MessageMetadata: { Receipts: {} } }],
      ['a receipt of no time', { ...TEXT, MessageMetadata: { Receipts: [{ ReadTimestamp: 'soon' }] } }],
      ['a receipt for no message', { Type: 'MESSAGEMETADATA', MessageMetadata: { Receipts: [] } }],
      ['a receipt event without metadata', { ContentType: `${EVENT}message.read`, Content: '{"messageId":"m"}' }],
      ['an attachment without files', { Type: 'ATTACHMENT', Attachments: [] }],
      ['an attachment without an id', { Type: 'ATTACHMENT', Attachments: [{ Status: 'APPROVED' }] }],
      ['an attachment without a status', { Type: 'ATTACHMENT', Attachments: [{ AttachmentId: 'a' }] }],
      ['a chunk that tells no number', { ...TEXT, MessageMetadata: { MessageCompleted: false } }],
      ['a chunk with a negative number', { ...TEXT, MessageMetadata: { MessageCompleted: false, ChunkNumber: -1 } }],
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
  });
});
