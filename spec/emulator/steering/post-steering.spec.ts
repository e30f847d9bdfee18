import { startEmulator, type Emulator } from '../../../lib/emulator/index.js';
import { connectRaw, type RawParticipant } from '../raw-participant.js';

const EVENT = 'application/vnd.amazonaws.connect.event.';

describe('createPostSteering', () => {
  let emulator: Emulator;
  let customer: RawParticipant;
  let contactId: string;
  const sees = (Id: string) => customer.sees(() => customer.items().some((item) => item.Id === Id));

  beforeEach(async () => {
    emulator = await startEmulator();
    customer = await connectRaw(emulator, emulator.startChat());
    ({ contactId } = customer.details);
  });
  afterEach(() => emulator.close());

  it('speaks for the flow, a bot or a participant', async () => {
    const agent = emulator.addParticipant(contactId, { displayName: 'Ana' });
    emulator.postSystemMessage(contactId, { content: 'Welcome' });
    emulator.postSystemMessage(contactId, { content: '**Hi**', contentType: 'text/markdown', displayName: 'BOT' });
    const { Id } = emulator.postMessage(contactId, { content: 'Hello', participantId: agent.participantId });
    await sees(Id);
    expect(customer.items().slice(-3)).toMatchObject([
      { DisplayName: 'SYSTEM_MESSAGE', ParticipantRole: 'SYSTEM', ContentType: 'text/plain' },
      { DisplayName: 'BOT', ParticipantRole: 'SYSTEM', ContentType: 'text/markdown' },
      { DisplayName: 'Ana', ParticipantRole: 'AGENT' },
    ]);
  });

  it('takes what is undefined for absent', () => {
    const nobody = { participantId: undefined, displayName: undefined, role: undefined };
    expect(emulator.postMessage(contactId, { content: 'a', contentType: undefined, ...nobody })).toMatchObject({
      DisplayName: 'SYSTEM_MESSAGE',
      ContentType: 'text/plain',
    });
    expect(emulator.postEvent(contactId, 'chat.ended', nobody)).not.toHaveProperty('DisplayName');
    const chunks = emulator.postChunks(contactId, ['a'], { completed: undefined, displayName: undefined });
    expect(chunks).toMatchObject({ DisplayName: 'BOT', MessageMetadata: { MessageCompleted: true } });
    expect(emulator.transfer(contactId, { displayName: undefined, role: undefined, joins: undefined })).toBeDefined();
  });

  it('persists a lost frame without pushing it', async () => {
    const lost = emulator.postSilently(contactId, { content: 'lost' });
    await sees(emulator.postMessage(contactId, { content: 'seen' }).Id);
    expect(customer.items().some((item) => item.Id === lost.Id)).toBe(false);
    expect(emulator.transcript(contactId).some((item) => item.Id === lost.Id)).toBe(true);
  });

  it('posts events, and keeps those that the service keeps', async () => {
    const { participantId } = customer.details;
    const idle = emulator.postEvent(contactId, 'participant.idle', { participantId });
    const failed = emulator.postEvent(contactId, `${EVENT}transfer.failed`, { content: 'busy' });
    await sees(failed.Id);
    expect(idle).toMatchObject({ ContentType: `${EVENT}participant.idle`, DisplayName: 'Customer' });
    expect(failed).toMatchObject({ Content: 'busy' });
    expect(failed).not.toHaveProperty('ParticipantId');
    const kept = emulator.transcript(contactId).map((item) => item.Id);
    expect([kept.includes(idle.Id), kept.includes(failed.Id)]).toEqual([false, true]);
  });

  it('streams a message under one id and persists it completed', async () => {
    const { Id } = emulator.postChunks(contactId, ['Your order ', 'ships on ', 'Friday.']);
    await customer.sees(() => customer.items().filter((item) => item.Id === Id).length === 4);
    const frames = customer.items().filter((item) => item.Id === Id);
    expect(frames.map((item) => [item.Content, item.MessageMetadata?.ChunkNumber])).toEqual([
      ['Your order ', 1],
      ['ships on ', 2],
      ['Friday.', 3],
      ['Your order ships on Friday.', 4],
    ]);
    expect(frames.map((item) => item.MessageMetadata?.MessageCompleted)).toEqual([false, false, false, true]);
    expect(frames[0]).toMatchObject({ ParticipantRole: 'SYSTEM', DisplayName: 'BOT' });
    const persisted = emulator.transcript(contactId).filter((item) => item.Id === Id);
    expect(persisted).toMatchObject([{ Content: 'Your order ships on Friday.' }]);
    expect(persisted[0]?.MessageMetadata).toEqual({ MessageId: Id, Receipts: [] });
  });

  it('streams out of order and without an end, when told to', () => {
    const stream = emulator.streamMessage(contactId);
    expect(stream.push('second', 2).MessageMetadata?.ChunkNumber).toBe(2);
    expect(stream.push('first', 1).Id).toBe(stream.id);
    const { Id } = emulator.postChunks(contactId, ['never ending'], { completed: false });
    expect(emulator.transcript(contactId).some((item) => item.Id === Id)).toBe(false);
  });

  it('pushes any item without remembering it', async () => {
    emulator.pushItem(contactId, { Id: 'strange', Type: 'HOLOGRAM', InitialContactId: contactId });
    await sees('strange');
    expect(emulator.transcript(contactId)).toHaveLength(1);
  });
});
