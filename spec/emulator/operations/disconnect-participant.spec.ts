import { startEmulator, type Emulator } from '../../../lib/emulator/index.js';
import { connectRaw, createConnection, type RawParticipant } from '../raw-participant.js';

const EVENT = 'application/vnd.amazonaws.connect.event.';

describe('disconnectParticipant', () => {
  let emulator: Emulator;
  let customer: RawParticipant;
  const events = (one: RawParticipant) => one.items().map((item) => item.ContentType?.replace(EVENT, ''));

  beforeEach(async () => {
    emulator = await startEmulator({ socketLingerMs: 5 });
    customer = await connectRaw(emulator, emulator.startChat());
  });
  afterEach(() => emulator.close());

  it('ends the chat when the customer leaves, and closes the sockets after a while', async () => {
    expect(await customer.call('/participant/disconnect')).toMatchObject({ status: 200, body: {} });
    expect((await customer.closed).code).toBe(1000);
    expect(events(customer)).toEqual(['participant.joined', 'participant.left', 'chat.ended']);
    const ended = customer.items().at(-1)!;
    expect(Object.keys(ended)).toEqual(['AbsoluteTime', 'ContentType', 'Id', 'Type', 'InitialContactId', 'ContactId']);
  });

  it('refuses everything afterwards', async () => {
    await customer.call('/participant/disconnect');
    for (const path of ['disconnect', 'message', 'event', 'transcript', 'attachment', 'views/x']) {
      expect((await customer.call(`/participant/${path}`)).status).toBe(403);
    }
    expect((await createConnection(emulator, customer.details)).status).toBe(403);
  });

  it('ends the chat when the last agent leaves, not before', async () => {
    const { contactId } = customer.details;
    const ana = await connectRaw(emulator, emulator.addParticipant(contactId, { displayName: 'Ana' }));
    const ben = await connectRaw(emulator, emulator.addParticipant(contactId, { displayName: 'Ben' }));
    await ana.call('/participant/disconnect');
    expect((await ana.call('/participant/transcript')).status).toBe(403);
    expect((await customer.call('/participant/transcript')).status).toBe(200);
    await ben.call('/participant/disconnect');
    await customer.sees(() => events(customer).includes('chat.ended'));
  });

  it('lets calls through for a while after the end, when told to', async () => {
    const kind = await startEmulator({ afterEndGraceMs: 60_000 });
    const jane = await connectRaw(kind, kind.startChat());
    kind.endChat(jane.details.contactId);
    expect((await jane.call('/participant/transcript')).body.Transcript[0]?.ContentType).toBe(`${EVENT}chat.ended`);
    await kind.close();
  });
});
