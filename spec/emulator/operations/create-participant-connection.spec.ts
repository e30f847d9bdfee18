import { startEmulator, type Emulator } from '../../../lib/emulator/index.js';
import { call, connectRaw, createConnection } from '../raw-participant.js';

describe('createParticipantConnection', () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.close());

  it('gives a URL and a token with their expiries', async () => {
    const before = Date.now();
    const { status, headers, body } = await createConnection(emulator, emulator.startChat());
    expect(status).toBe(200);
    expect(headers.get('x-amzn-requestid')).toHaveLength(36);
    expect(body.Websocket.Url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/.*\?/);
    expect(Date.parse(body.Websocket.ConnectionExpiry) - before).toBeGreaterThanOrEqual(3_600_000);
    expect(Date.parse(body.ConnectionCredentials.Expiry) - before).toBeGreaterThanOrEqual(86_400_000);
    expect(body.Websocket.ConnectionExpiry).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('gives only what is asked for', async () => {
    const { participantToken } = emulator.startChat();
    const ask = (Type?: unknown) => call(emulator.endpoint, '/participant/connection', participantToken, { Type });
    expect(Object.keys((await ask(['CONNECTION_CREDENTIALS'])).body)).toEqual(['ConnectionCredentials']);
    expect(Object.keys((await ask(['WEBRTC_CONNECTION'])).body)).toEqual(['WebRTCConnection']);
    expect((await ask()).body).toEqual({});
    expect((await ask([])).status).toBe(400);
    expect((await ask(['TELEGRAPH'])).status).toBe(400);
  });

  it('takes participant tokens only, and only until the chat ends', async () => {
    const details = emulator.startChat();
    const { body } = await createConnection(emulator, details);
    const token = body.ConnectionCredentials.ConnectionToken;
    expect((await call(emulator.endpoint, '/participant/connection', token)).status).toBe(403);
    emulator.endChat(details.contactId);
    const refused = await createConnection(emulator, details);
    expect(refused).toMatchObject({ status: 403, body: { message: 'Access denied' } });
    expect(refused.headers.get('x-amzn-errortype')).toBe('AccessDeniedException');
  });

  it('joins agents, and customers of streamed chats, that connect without a socket', async () => {
    const details = emulator.startChat();
    const joined = () => emulator.transcript(details.contactId).map((item) => item.DisplayName);
    const agent = emulator.addParticipant(details.contactId, { displayName: 'Ana', joins: 'on-connection' });
    const connect = (token: string) =>
      call(emulator.endpoint, '/participant/connection', token, { ConnectParticipant: true });
    await connect(agent.participantToken);
    await connect(details.participantToken);
    expect(joined()).toEqual(['Ana']);
  });

  it('keeps older tokens valid until they expire', async () => {
    const short = await startEmulator({ connectionTokenLifetimeMs: 1_000 });
    const details = short.startChat();
    const first = await connectRaw(short, details);
    await connectRaw(short, details);
    expect((await first.call('/participant/transcript')).status).toBe(200);
    await short.close();
  });

  it('lets the chat end when the customer does not connect in time', async () => {
    const strict = await startEmulator({ customerConnectDeadlineMs: 5 });
    const { contactId } = strict.startChat();
    await strict.until(() => strict.transcript(contactId).at(-1)?.ContentType?.endsWith('chat.ended') === true);
    await strict.close();
  });
});
