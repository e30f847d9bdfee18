import { startEmulator, type EmulatedChatDetails, type Emulator } from '../../lib/emulator/index.js';
import { loadChatJs, type ChatJsData, type ChatJsEvent, type ChatJsSession } from './load-chatjs.js';

const EVENT = 'application/vnd.amazonaws.connect.event.';

interface Heard {
  readonly kind: string;
  readonly data: ChatJsData | null;
}

describe('amazon-connect-chatjs', () => {
  const chatJs = loadChatJs();
  const heard: Heard[] = [];
  const looks = new Set<() => void>();
  let emulator: Emulator;
  let details: EmulatedChatDetails;
  let agent: EmulatedChatDetails;
  let session: ChatJsSession;

  const hear =
    (kind: string) =>
    ({ data }: ChatJsEvent): void => {
      heard.push({ kind, data });
      looks.forEach((look) => look());
    };

  const hears = (condition: (one: Heard) => boolean): Promise<Heard> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = heard.find(condition);
        if (found !== undefined) resolve(found);
      };
      looks.add(look);
      look();
    });

  beforeAll(async () => {
    emulator = await startEmulator({ scanMs: 1 });
    chatJs.setGlobalConfig({
      endpoint: emulator.endpoint,
      region: 'us-west-2',
      loggerConfig: { useDefaultLogger: false },
      features: { messageReceipts: { shouldSendMessageReceipts: true, throttleTime: 10 } },
    });
    details = emulator.startChat({ displayName: 'Jane' });
    session = chatJs.create({
      chatDetails: details,
      type: chatJs.SessionTypes.CUSTOMER,
      options: { region: 'us-west-2' },
      disableCSM: true,
    });
    session.onMessage(hear('message'));
    session.onTyping(hear('typing'));
    session.onReadReceipt(hear('read'));
    session.onDeliveredReceipt(hear('delivered'));
    session.onEnded(hear('ended'));
    await session.connect();
    await emulator.until(() => emulator.connections(details.contactId).subscribed === 1);
    agent = emulator.addParticipant(details.contactId, { displayName: 'Ana' });
  });

  afterAll(async () => {
    // Its pollers run, and it goes on reconnecting, until the chat ends.
    emulator.endChat(details.contactId);
    await emulator.until(() => emulator.connections().open === 0);
    await emulator.close();
  });

  it('connects with one call and one socket, and beats at once', async () => {
    await emulator.until(() => emulator.frames.length >= 3);
    const topics = emulator.frames.map(({ text }) => /aws\/\w+/.exec(text)?.[0]);
    expect(topics.slice(0, 3)).toEqual(['aws/subscribe', 'aws/ping', 'aws/heartbeat']);
    expect(emulator.requests.map((request) => request.operation)).toEqual(['CreateParticipantConnection']);
  });

  it('sees everybody join', async () => {
    await hears(({ data }) => data?.DisplayName === 'Jane' && data.ContentType === `${EVENT}participant.joined`);
    await hears(({ data }) => data?.DisplayName === 'Ana' && data.ContentType === `${EVENT}participant.joined`);
  });

  it('exchanges messages', async () => {
    const { data } = await session.sendMessage({ contentType: 'text/plain', message: 'My kettle leaks' });
    const echo = await hears((one) => one.data?.Id === data.Id);
    expect(echo.data).toMatchObject({ Content: 'My kettle leaks', AbsoluteTime: data.AbsoluteTime });
    const { Id } = emulator.postMessage(details.contactId, { participantId: agent.participantId, content: 'Oh' });
    expect((await hears((one) => one.data?.Id === Id)).data).toMatchObject({ DisplayName: 'Ana', Content: 'Oh' });
  });

  it('sends and gets typing', async () => {
    await session.sendEvent({ contentType: `${EVENT}typing` });
    emulator.postEvent(details.contactId, 'typing', { participantId: agent.participantId });
    await hears(({ kind, data }) => kind === 'typing' && data?.DisplayName === 'Ana');
    await hears(({ kind, data }) => kind === 'typing' && data?.DisplayName === 'Jane');
  });

  it('sends and gets receipts', async () => {
    const { Id } = emulator.postMessage(details.contactId, { participantId: agent.participantId, content: 'Read me' });
    const content = JSON.stringify({ messageId: Id });
    await session.sendEvent({ contentType: `${EVENT}message.read`, content });
    const receiptsOf = (id: string) =>
      emulator.transcript(details.contactId).find((item) => item.Id === id)?.MessageMetadata?.Receipts;
    await emulator.until(() => receiptsOf(Id)?.[0]?.ReadTimestamp !== undefined);

    const { data } = await session.sendMessage({ contentType: 'text/plain', message: 'And you this' });
    emulator.postReceipt(agent.participantId, data.Id, 'delivered');
    emulator.postReceipt(agent.participantId, data.Id, 'read');
    const isFor = (one: Heard): boolean => one.data?.MessageMetadata?.MessageId === data.Id;
    await hears((one) => one.kind === 'delivered' && isFor(one));
    await hears((one) => one.kind === 'read' && isFor(one));
  });

  it('reads the transcript, with its empty start position', async () => {
    const { data } = await session.getTranscript({ sortOrder: 'ASCENDING', maxResults: 100 });
    expect(emulator.requests.at(-1)?.body).toMatchObject({ StartPosition: {} });
    const truth = emulator.transcript(details.contactId).map((item) => item.Id);
    expect(data.Transcript.map((item) => item.Id)).toEqual(truth);
  });

  it('sends an attachment and gets it back', async () => {
    await session.sendAttachment({ attachment: new File(['a receipt'], 'receipt.txt', { type: 'text/plain' }) });
    const approved = await hears(({ data }) => data?.Attachments?.[0]?.Status === 'APPROVED');
    const blob = await session.downloadAttachment({ attachmentId: approved.data!.Attachments![0]!.AttachmentId });
    expect(await blob.text()).toBe('a receipt');
  });

  it('describes a view', async () => {
    const content = { InputSchema: '{}', Template: '{}', Actions: [] };
    const viewToken = emulator.addView({ Id: 'aws-form', Name: 'Form', Version: 1, Content: content });
    const { data } = await session.describeView({ viewToken });
    expect(data.View.Id).toBe('aws-form');
  });

  it('opens a new connection when the socket is gone', async () => {
    emulator.dropSockets(details.contactId, { abrupt: true });
    await emulator.until(() => {
      const { subscribed, opened } = emulator.connections(details.contactId);
      return subscribed === 1 && opened === 2;
    });
    const { Id } = emulator.postMessage(details.contactId, { content: 'Still there?' });
    await hears((one) => one.data?.Id === Id);
  });

  it('ends the chat and closes its socket itself', async () => {
    await session.disconnectParticipant();
    await hears(({ kind }) => kind === 'ended');
    await emulator.until(() => emulator.connections(details.contactId).open === 0);
    expect(emulator.connections(details.contactId).closures.at(-1)).toMatchObject({ code: 1000, by: 'client' });
  });
});
