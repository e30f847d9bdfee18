import { startEmulator, UnknownSubjectError, type Emulator } from '../../../lib/emulator/index.js';
import { connectRaw, createConnection, openSocket } from '../raw-participant.js';

const EVENT = 'application/vnd.amazonaws.connect.event.';

describe('createChatSteering', () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());

  it('starts a chat', () => {
    const details = emulator.startChat({ initialMessage: { content: 'Hi', contentType: 'text/plain' } });
    expect(Object.keys(details)).toEqual(['contactId', 'initialContactId', 'participantId', 'participantToken']);
    expect(emulator.transcript(details.contactId)).toMatchObject([{ Content: 'Hi', ParticipantRole: 'CUSTOMER' }]);
  });

  it('transfers a chat to another contact and another agent', async () => {
    const details = emulator.startChat();
    const customer = await connectRaw(emulator, details);
    const ana = await connectRaw(emulator, emulator.addParticipant(details.contactId, { displayName: 'Ana' }));
    const ben = emulator.transfer(details.contactId, { displayName: 'Ben' });
    await customer.sees(() => customer.items().at(-1)?.DisplayName === 'Ben');
    const seen = customer.items().slice(-3);
    expect(seen.map((item) => [item.ContentType?.replace(EVENT, ''), item.DisplayName])).toEqual([
      ['transfer.succeeded', 'Ana'],
      ['participant.left', 'Ana'],
      ['participant.joined', 'Ben'],
    ]);
    expect(ben.contactId).not.toBe(details.contactId);
    expect(seen.map((item) => [item.InitialContactId, item.ContactId])).toEqual(
      Array(3).fill([details.contactId, ben.contactId]),
    );
    expect((await customer.call('/participant/transcript')).status).toBe(200);
    expect((await ana.call('/participant/transcript')).status).toBe(403);
    const { body } = await customer.call('/participant/transcript', { ContactId: details.contactId });
    expect(body.Transcript).toHaveLength(2);

    const { Id } = emulator.postMessage(ben.contactId, { content: 'Ben has your case' });
    await customer.sees(() => customer.items().some((item) => item.Id === Id));
    ana.send({ topic: 'aws/heartbeat' });
    await ana.sees(() => ana.frames.at(-1)?.topic === 'aws/heartbeat');
    expect(ana.items().at(-1)).toMatchObject({ ContentType: `${EVENT}participant.left`, DisplayName: 'Ana' });
  });

  it('continues a past session, wholly or up to a contact', async () => {
    const first = emulator.startChat();
    emulator.postMessage(first.contactId, { content: 'before' });
    const { contactId } = emulator.transfer(first.contactId);
    emulator.postMessage(contactId, { content: 'after' });
    emulator.endChat(contactId);
    const whole = emulator.startChat({ persistentFrom: first.contactId });
    const part = emulator.startChat({ persistentFrom: first.contactId, rehydrationType: 'FROM_SEGMENT' });
    const contents = (id: string) => emulator.transcript(id).flatMap((item) => item.Content ?? []);
    expect(contents(whole.contactId)).toEqual(['before', 'after']);
    expect(contents(part.contactId)).toEqual(['before']);
    const customer = await connectRaw(emulator, whole);
    await customer.sees(() => customer.items().at(-1)?.ContentType === `${EVENT}chat.rehydrated`);
  });

  it('lets tokens and URLs expire, but not the participant token', async () => {
    const details = emulator.startChat();
    const customer = await connectRaw(emulator, details);
    emulator.expireTokens(details.participantId);
    expect((await customer.call('/participant/transcript')).status).toBe(403);
    await expect(openSocket(customer.socket.url)).rejects.toThrow('403');
    expect((await createConnection(emulator, details)).status).toBe(200);
  });

  it('removes participants', () => {
    const { contactId } = emulator.startChat();
    const agent = emulator.addParticipant(contactId, { displayName: 'Ana' });
    emulator.removeParticipant(agent.participantId);
    expect(emulator.transcript(contactId).at(-1)?.ContentType).toBe(`${EVENT}chat.ended`);
  });

  it('throws for what it does not have', () => {
    expect(() => emulator.endChat('nothing')).toThrow(UnknownSubjectError);
    expect(() => emulator.connections('nobody')).toThrow(UnknownSubjectError);
    expect(() => emulator.completeAuthentication('never')).toThrow(UnknownSubjectError);
  });

  it('authenticates the customer', async () => {
    const details = emulator.startChat();
    const customer = await connectRaw(emulator, details);
    const SessionId = emulator.initiateAuthentication(details.contactId);
    await customer.sees(() => customer.items().at(-1)?.Content === JSON.stringify({ SessionId }));
    const ask = (more = {}) =>
      customer.call('/participant/authentication-url', { SessionId, RedirectUri: 'https://example.org', ...more });
    expect((await ask()).body.AuthenticationUrl).toContain('redirect_uri=https%3A%2F%2Fexample.org');
    expect((await ask({ SessionId: 'short' })).status).toBe(400);
    emulator.completeAuthentication(SessionId, 'Jane Doe');
    await customer.sees(() => customer.items().at(-1)?.DisplayName === 'Jane Doe');
    expect((await ask()).status).toBe(400);
  });
});
