import { startEmulator, type Emulator } from '../../../lib/emulator/index.js';

const WHOLE = { InstanceId: 'i', ContactFlowId: 'f', ParticipantDetails: { DisplayName: 'Jane' } };

describe('startChatContact', () => {
  let emulator: Emulator;
  const put = async (path: string, method: string, body: unknown) => {
    const response = await fetch(emulator.endpoint + path, { method, body: JSON.stringify(body) });
    const answer: Record<string, unknown> = await response.json();
    return { status: response.status, answer };
  };
  const start = (more = {}) => put('/contact/chat', 'PUT', { ...WHOLE, ...more });

  beforeAll(async () => {
    emulator = await startEmulator({ customBotConnectDeadlineMs: 5 });
  });
  afterAll(() => emulator.close());

  it('gives what a participant needs', async () => {
    const { status, answer } = await start();
    expect(status).toBe(200);
    expect(Object.keys(answer)).toEqual(['ContactId', 'ParticipantId', 'ParticipantToken']);
  });

  it('starts one chat per client token', async () => {
    const first = await start({ ClientToken: 't' });
    expect((await start({ ClientToken: 't' })).answer).toEqual(first.answer);
  });

  it.each([
    ['no instance', { InstanceId: undefined }],
    ['no name', { ParticipantDetails: {} }],
    ['types without plain text', { SupportedMessagingContentTypes: ['text/markdown'] }],
    ['a chat that is too short', { ChatDurationInMinutes: 59 }],
  ])('refuses %s', async (_, more) => {
    expect((await start(more)).status).toBe(400);
  });

  it('continues ended chats only', async () => {
    const { contactId } = emulator.startChat();
    const PersistentChat = { SourceContactId: contactId, RehydrationType: 'FROM_SEGMENT' };
    expect((await start({ PersistentChat })).status).toBe(400);
    emulator.endChat(contactId);
    expect((await start({ PersistentChat })).answer).toMatchObject({ ContinuedFromContactId: contactId });
    expect((await start({ PersistentChat: { ...PersistentChat, SourceContactId: 'x' } })).status).toBe(404);
  });

  it('puts a custom bot out that does not connect in time', async () => {
    const { contactId } = emulator.startChat();
    const ParticipantDetails = { ParticipantRole: 'CUSTOM_BOT', DisplayName: 'Concierge' };
    const bot = { InstanceId: 'i', ContactId: contactId, ParticipantDetails };
    expect((await put('/contact/create-participant', 'POST', bot)).status).toBe(200);
    await emulator.until(() => emulator.transcript(contactId).at(-1)?.DisplayName === 'Concierge');
    expect(emulator.transcript(contactId).at(-1)?.ContentType).toMatch(/participant\.left$/);
  });

  it('stops contacts', async () => {
    const { contactId } = emulator.startChat();
    const stop = () => put('/contact/stop', 'POST', { InstanceId: 'i', ContactId: contactId });
    expect((await stop()).status).toBe(200);
    expect((await stop()).status).toBe(404);
  });
});
