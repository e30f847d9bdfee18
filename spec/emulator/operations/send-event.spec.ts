import { startEmulator, type Emulator } from '../../../lib/emulator/index.js';
import { connectRaw, type RawParticipant } from '../raw-participant.js';

const EVENT = 'application/vnd.amazonaws.connect.event.';

describe('sendEvent', () => {
  let emulator: Emulator;
  let customer: RawParticipant;
  let agent: RawParticipant;
  const send = (from: RawParticipant, name: string, messageId?: string) =>
    from.call('/participant/event', {
      ContentType: EVENT + name,
      ...(messageId !== undefined && { Content: JSON.stringify({ messageId }) }),
    });
  const post = () =>
    emulator.postMessage(customer.details.contactId, { participantId: agent.details.participantId, content: 'x' });
  const metadata = () => customer.items().filter((item) => item.Type === 'MESSAGEMETADATA');

  beforeEach(async () => {
    emulator = await startEmulator();
    const details = emulator.startChat();
    customer = await connectRaw(emulator, details);
    agent = await connectRaw(emulator, emulator.addParticipant(details.contactId, { displayName: 'Ana' }));
  });
  afterEach(() => emulator.close());

  it('pushes typing to everybody, the typist included, and keeps no record of it', async () => {
    const { body } = await send(agent, 'typing');
    const isThere = (one: RawParticipant) => one.items().some((item) => item.Id === body.Id);
    await Promise.all([customer.sees(() => isThere(customer)), agent.sees(() => isThere(agent))]);
    expect(customer.items().at(-1)).not.toHaveProperty('Content');
    expect(emulator.transcript(customer.details.contactId).some((item) => item.Id === body.Id)).toBe(false);
  });

  it('pushes receipts and folds them into the message', async () => {
    const { Id } = post();
    const delivered = await send(customer, 'message.delivered', Id);
    await send(customer, 'message.read', Id);
    await customer.sees(() => metadata().length === 2);
    const [first, second] = metadata();
    expect(first).toEqual({
      AbsoluteTime: delivered.body.AbsoluteTime,
      ContentType: `${EVENT}message.metadata`,
      Id: delivered.body.Id,
      Type: 'MESSAGEMETADATA',
      MessageMetadata: {
        MessageId: Id,
        Receipts: [{ DeliveredTimestamp: expect.any(String), RecipientParticipantId: customer.details.participantId }],
      },
    });
    const { Receipts } = second!.MessageMetadata!;
    expect(Receipts![0]).toHaveProperty('ReadTimestamp');
    const { body } = await agent.call('/participant/transcript', { StartPosition: { Id } });
    expect(body.Transcript[0]?.MessageMetadata).toEqual({ MessageId: Id, Receipts });
  });

  it('takes reading for delivery', async () => {
    await send(customer, 'message.read', post().Id);
    await customer.sees(() => metadata().length === 1);
    expect(metadata()[0]?.MessageMetadata?.Receipts?.[0]).toHaveProperty('DeliveredTimestamp');
  });

  it('tells nobody of receipts for unknown and own messages, nor twice of the same', async () => {
    const { Id } = post();
    expect((await send(customer, 'message.read', 'unknown')).status).toBe(200);
    expect((await send(agent, 'message.read', Id)).status).toBe(200);
    await send(customer, 'message.read', Id);
    await send(customer, 'message.delivered', Id);
    const marker = post();
    await customer.sees(() => customer.items().some((item) => item.Id === marker.Id));
    expect(metadata()).toHaveLength(1);
  });

  it('refuses receipts among more than two', async () => {
    const { Id } = post();
    emulator.addParticipant(customer.details.contactId, { displayName: 'Sue', role: 'SUPERVISOR' });
    const { status, headers, body } = await send(customer, 'message.read', Id);
    expect(status).toBe(409);
    expect(headers.get('x-amzn-errortype')).toBe('ConflictException');
    expect(body).toEqual({ message: 'Operation can not be performed due to the state of the contact.' });
  });

  it('refuses receipts for nothing, and events that cannot be sent', async () => {
    expect((await send(customer, 'message.read')).status).toBe(400);
    expect((await send(customer, 'chat.ended')).status).toBe(400);
    expect(
      (await customer.call('/participant/event', { ContentType: `${EVENT}message.read`, Content: '[]' })).status,
    ).toBe(400);
  });

  it('accepts the obsolete acknowledgement', async () => {
    expect((await send(customer, 'connection.acknowledged')).status).toBe(200);
  });
});
