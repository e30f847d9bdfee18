import {
  startEmulator,
  type Emulator,
  type MessageProcessor,
  type ProcessedMessage,
  type ProcessorVerdict,
} from '../../../lib/emulator/index.js';
import { call, connectRaw, type RawParticipant } from '../raw-participant.js';

const RESPONSE = 'application/vnd.amazonaws.connect.message.interactive.response';

describe('sendMessage', () => {
  let emulator: Emulator;
  let customer: RawParticipant;
  const send = (body: unknown) => customer.call('/participant/message', body);
  const text = (Content: unknown, more = {}) => send({ ContentType: 'text/plain', Content, ...more });

  beforeAll(async () => {
    emulator = await startEmulator();
    customer = await connectRaw(emulator, emulator.startChat({ displayName: 'Jane' }));
  });
  afterAll(() => emulator.close());

  it('pushes what was sent, in the form and order of the service', async () => {
    const { body } = await text('My "kettle" leaks');
    await customer.sees(() => customer.items().some((item) => item.Id === body.Id));
    expect(Object.keys(customer.frames.at(-1)!)).toEqual(['content', 'contentType', 'topic']);
    const item = customer.items().at(-1)!;
    const { contactId, participantId } = customer.details;
    expect(JSON.stringify(item)).toBe(
      JSON.stringify({
        AbsoluteTime: body.AbsoluteTime,
        Content: 'My "kettle" leaks',
        ContentType: 'text/plain',
        Id: body.Id,
        Type: 'MESSAGE',
        ParticipantId: participantId,
        DisplayName: 'Jane',
        ParticipantRole: 'CUSTOMER',
        InitialContactId: contactId,
        ContactId: contactId,
      }),
    );
  });

  it('posts once per client token', async () => {
    const first = await text('once', { ClientToken: 't-1' });
    const second = await text('once', { ClientToken: 't-1' });
    const other = await text('once', { ClientToken: 't-2' });
    expect(second.body).toEqual(first.body);
    expect(other.body.Id).not.toBe(first.body.Id);
    const copies = emulator.transcript(customer.details.contactId).filter((item) => item.Content === 'once');
    expect(copies).toHaveLength(2);
  });

  it.each([
    ['no content', { ContentType: 'text/plain' }],
    ['empty content', { ContentType: 'text/plain', Content: '' }],
    ['content that is no string', { ContentType: 'text/plain', Content: 1 }],
    ['too many bytes', { ContentType: 'text/plain', Content: 'é'.repeat(8_193) }],
    ['no content type', { Content: 'x' }],
    ['an unknown content type', { ContentType: 'text/html', Content: 'x' }],
    ['an interactive message of a customer', { ContentType: RESPONSE.replace('.response', ''), Content: '{}' }],
    ['an interactive response without an action', { ContentType: RESPONSE, Content: '{"version":"1.0","action":""}' }],
    ['too long a client token', { ContentType: 'text/plain', Content: 'x', ClientToken: 'x'.repeat(501) }],
  ])('refuses %s', async (_, body) => {
    const { status, headers } = await send(body);
    expect(status).toBe(400);
    expect(headers.get('x-amzn-errortype')).toBe('ValidationException');
  });

  it('accepts the longest content and an interactive response', async () => {
    expect((await text('é'.repeat(8_192))).status).toBe(200);
    const Content = JSON.stringify({ version: '1.0', action: ' ', templateType: 'ListPicker' });
    expect((await send({ ContentType: RESPONSE, Content })).status).toBe(200);
  });

  it('refuses bodies that are no JSON objects', async () => {
    const { status, headers } = await send('{"ContentType":');
    expect(status).toBe(400);
    expect(headers.get('x-amzn-errortype')).toBe('SerializationException');
    expect((await send('[]')).status).toBe(400);
  });

  it('refuses all bearers but connection tokens', async () => {
    const body = { ContentType: 'text/plain', Content: 'x' };
    for (const bearer of [undefined, 'wrong', customer.details.participantToken]) {
      expect((await call(emulator.endpoint, '/participant/message', bearer, body)).status).toBe(403);
    }
    expect((await customer.call('/participant/message', body, 'x'.repeat(1_001))).status).toBe(400);
  });

  it('is echoed before or after the answer, as configured', async () => {
    const late = await startEmulator({ echoOrder: 'after' });
    const jane = await connectRaw(late, late.startChat());
    await jane.sees(() => jane.items().length === 1);
    await jane.call('/participant/message', { ContentType: 'text/plain', Content: 'x' });
    expect(jane.items()).toHaveLength(1);
    await jane.sees(() => jane.items().length === 2);
    await late.close();

    await text('early');
    expect(emulator.transcript(customer.details.contactId).at(-1)?.Content).toBe('early');
  });
});

describe('sendMessage, where ClientTokens are forgotten', () => {
  it('posts again under a token that is no longer remembered', async () => {
    const emulator = await startEmulator({ clientTokenMs: 0 });
    const customer = await connectRaw(emulator, emulator.startChat());
    const body = { ContentType: 'text/plain', Content: 'twice', ClientToken: 'token' };
    const [first, second] = [
      await customer.call('/participant/message', body),
      await customer.call('/participant/message', body),
    ];
    expect(second.body.Id).not.toBe(first.body.Id);
    expect(emulator.transcript(customer.details.contactId).filter(({ Content }) => Content === 'twice')).toHaveLength(
      2,
    );
    await emulator.close();
  });
});

describe('sendMessage, where messages are processed', () => {
  let emulator: Emulator;
  let customer: RawParticipant;
  const seen: ProcessedMessage[] = [];
  const VERDICTS: Readonly<Record<string, ProcessorVerdict>> = {
    approve: { type: 'approve' },
    change: { type: 'change', content: '****' },
    reject: { type: 'reject' },
    suppress: { type: 'suppress' },
    fail: { type: 'fail' },
    'fail and drop': { type: 'fail', isDelivered: false },
    'approve later': { type: 'approve', delayMs: 5 },
    'change later': { type: 'change', content: '----', delayMs: 5 },
    'reject later': { type: 'reject', delayMs: 5 },
  };
  const messageProcessor: MessageProcessor = (message) => {
    seen.push(message);
    return VERDICTS[message.content] ?? { type: 'approve' };
  };
  beforeAll(async () => {
    emulator = await startEmulator({ messageProcessor });
    customer = await connectRaw(emulator, emulator.startChat());
  });
  afterAll(() => emulator.close());

  it.each([
    ['approve', undefined, 'approve'],
    ['change', undefined, '****'],
    ['reject', 'REJECTED', undefined],
    ['suppress', 'PROCESSING', undefined],
    ['fail', 'FAILED', 'fail'],
    ['fail and drop', 'FAILED', undefined],
    ['approve later', 'PROCESSING', 'approve later'],
    ['change later', 'PROCESSING', '----'],
    ['reject later', 'PROCESSING', undefined],
  ])('does what the processor says: %s', async (Content, status, delivered) => {
    const { body } = await customer.call('/participant/message', { ContentType: 'text/plain', Content });
    const { contactId, participantId } = customer.details;
    expect(body.MessageMetadata).toEqual(status === undefined ? undefined : { MessageProcessingStatus: status });
    expect(seen.at(-1)).toEqual({
      content: Content,
      contentType: 'text/plain',
      contactId,
      participantId,
      role: 'CUSTOMER',
    });
    if (delivered !== undefined) await customer.sees(() => customer.items().some(({ Id }) => Id === body.Id));
    const item = emulator.transcript(contactId).find(({ Id }) => Id === body.Id);
    const pushed = customer.items().find(({ Id }) => Id === body.Id);
    expect([item?.Content, pushed?.Content]).toEqual([delivered, delivered]);
    const shown = delivered !== undefined && status === 'FAILED' ? status : undefined;
    expect(item?.MessageMetadata?.MessageProcessingStatus).toBe(shown);
    expect(pushed?.MessageMetadata?.MessageProcessingStatus).toBe(shown);
  });

  it('goes on saying of a message that was read that its processing failed', async () => {
    const { body } = await customer.call('/participant/message', { ContentType: 'text/plain', Content: 'fail' });
    const { contactId } = customer.details;
    const { participantId } = emulator.addParticipant(contactId, { displayName: 'Ana', role: 'AGENT' });
    emulator.postReceipt(participantId, body.Id, 'read');
    expect(emulator.transcript(contactId).find(({ Id }) => Id === body.Id)?.MessageMetadata).toMatchObject({
      MessageProcessingStatus: 'FAILED',
      Receipts: [{ RecipientParticipantId: participantId }],
    });
  });

  it('delivers nothing of a chat that has ended meanwhile', async () => {
    const late = await connectRaw(emulator, emulator.startChat());
    await late.call('/participant/message', { ContentType: 'text/plain', Content: 'approve later' });
    const { contactId } = late.details;
    emulator.endChat(contactId);
    await customer.call('/participant/message', { ContentType: 'text/plain', Content: 'approve later' });
    await customer.sees(() => customer.items().at(-1)?.Content === 'approve later');
    expect(emulator.transcript(contactId).flatMap(({ Content }) => Content ?? [])).toEqual([]);
  });

  it('asks the processor of the chat where it has one, and none about interactive answers', async () => {
    const own = await connectRaw(emulator, emulator.startChat({ messageProcessor: () => ({ type: 'reject' }) }));
    const { body } = await own.call('/participant/message', { ContentType: 'text/plain', Content: 'approve' });
    expect(body.MessageMetadata).toEqual({ MessageProcessingStatus: 'REJECTED' });
    const answer = { ContentType: RESPONSE, Content: '{"version":"1.0","action":"Yes"}' };
    expect((await own.call('/participant/message', answer)).body.MessageMetadata).toBeUndefined();
  });
});
