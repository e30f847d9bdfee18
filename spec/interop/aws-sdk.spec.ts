import {
  ConnectClient,
  CreateParticipantCommand,
  StartChatContactCommand,
  StartContactStreamingCommand,
  StopContactCommand,
} from '@aws-sdk/client-connect';
import {
  AccessDeniedException,
  CancelParticipantAuthenticationCommand,
  CompleteAttachmentUploadCommand,
  ConflictException,
  ConnectParticipantClient,
  CreateParticipantConnectionCommand,
  DescribeViewCommand,
  DisconnectParticipantCommand,
  GetAttachmentCommand,
  GetAuthenticationUrlCommand,
  GetTranscriptCommand,
  InternalServerException,
  paginateGetTranscript,
  ResourceNotFoundException,
  SendEventCommand,
  SendMessageCommand,
  ServiceQuotaExceededException,
  StartAttachmentUploadCommand,
  ThrottlingException,
  ValidationException,
  type Item,
} from '@aws-sdk/client-connectparticipant';
import { WebSocket } from 'ws';

import { startEmulator, type Emulator } from '../../lib/emulator/index.js';

const EVENT = 'application/vnd.amazonaws.connect.event.';
const credentials = { accessKeyId: 'none', secretAccessKey: 'none' };
const region = 'us-west-2';
const place = { InstanceId: 'i-1', ContactFlowId: 'f-1' };

interface Side {
  readonly token: string;
  readonly participantId: string;
  readonly socket: WebSocket;
  readonly items: Item[];
  readonly sees: (condition: (items: Item[]) => boolean) => Promise<void>;
}

const itemIn = (content: string): Item => {
  const item: Item = JSON.parse(content);
  return item;
};

const follow = async (url: string): Promise<Omit<Side, 'participantId' | 'token'>> => {
  const socket = new WebSocket(url);
  const items: Item[] = [];
  const looks = new Set<() => void>();
  const acknowledged = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const frame: { readonly topic: string; readonly content: string } = JSON.parse(data.toString());
      if (frame.topic === 'aws/subscribe') resolve();
      if (frame.topic === 'aws/chat') items.push(itemIn(frame.content));
      looks.forEach((look) => look());
    });
  });
  socket.on('open', () => socket.send('{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}}'));
  await acknowledged;
  const sees: Side['sees'] = (condition) =>
    new Promise((resolve) => {
      const look = (): void => {
        if (condition(items)) resolve();
      };
      looks.add(look);
      look();
    });
  return { socket, items, sees };
};

describe('@aws-sdk/client-connect and @aws-sdk/client-connectparticipant', () => {
  let emulator: Emulator;
  let connect: ConnectClient;
  let participant: ConnectParticipantClient;
  let contactId: string;
  let customer: Side;
  let agent: Side;

  const side = async (participantToken: string, participantId: string, connects = false): Promise<Side> => {
    const { Websocket, ConnectionCredentials } = await participant.send(
      new CreateParticipantConnectionCommand({
        ParticipantToken: participantToken,
        Type: ['WEBSOCKET', 'CONNECTION_CREDENTIALS'],
        ...(connects && { ConnectParticipant: true }),
      }),
    );
    return {
      token: ConnectionCredentials!.ConnectionToken!,
      participantId,
      ...(await follow(Websocket!.Url!)),
    };
  };

  const say = (from: Side, content: string) =>
    participant.send(
      new SendMessageCommand({ ConnectionToken: from.token, ContentType: 'text/plain', Content: content }),
    );

  const upload = async (from: Side, name: string, bytes: string) => {
    const started = await participant.send(
      new StartAttachmentUploadCommand({
        ConnectionToken: from.token,
        ContentType: 'text/plain',
        AttachmentName: name,
        AttachmentSizeInBytes: bytes.length,
        ClientToken: crypto.randomUUID(),
      }),
    );
    const { Url, HeadersToInclude } = started.UploadMetadata!;
    const put = await fetch(Url!, { method: 'PUT', headers: HeadersToInclude!, body: bytes });
    return { attachmentId: started.AttachmentId!, status: put.status };
  };

  const complete = (from: Side, attachmentId: string) =>
    participant.send(
      new CompleteAttachmentUploadCommand({
        ConnectionToken: from.token,
        AttachmentIds: [attachmentId],
        ClientToken: crypto.randomUUID(),
      }),
    );

  beforeAll(async () => {
    emulator = await startEmulator({ scanMs: 1, maxAttachments: 3 });
    const { endpoint } = emulator;
    connect = new ConnectClient({ endpoint, region, credentials });
    participant = new ConnectParticipantClient({ endpoint, region, credentials, maxAttempts: 1 });
    const chat = await connect.send(
      new StartChatContactCommand({
        ...place,
        ParticipantDetails: { DisplayName: 'Jane' },
        InitialMessage: { ContentType: 'text/plain', Content: 'My kettle leaks' },
        SupportedMessagingContentTypes: ['text/plain', 'text/markdown'],
        Attributes: { product: 'kettle' },
      }),
    );
    contactId = chat.ContactId!;
    customer = await side(chat.ParticipantToken!, chat.ParticipantId!);
    const bot = await connect.send(
      new CreateParticipantCommand({
        InstanceId: 'i-1',
        ContactId: contactId,
        ParticipantDetails: { ParticipantRole: 'AGENT', DisplayName: 'Ana' },
      }),
    );
    agent = await side(bot.ParticipantCredentials!.ParticipantToken!, bot.ParticipantId!, true);
  });

  afterAll(async () => {
    connect.destroy();
    participant.destroy();
    await emulator.close();
  });

  it('starts streaming', async () => {
    const { StreamingId } = await connect.send(
      new StartContactStreamingCommand({
        InstanceId: 'i-1',
        ContactId: contactId,
        ChatStreamingConfiguration: { StreamingEndpointArn: 'arn:aws:sns:us-west-2:111122223333:chat' },
      }),
    );
    expect(StreamingId).toHaveLength(36);
  });

  it('brings messages to both sides, under the id of the response', async () => {
    const asked = await say(customer, 'Hello?');
    const answered = await say(agent, 'Hello Jane');
    const arrived = (items: Item[]): boolean =>
      [asked, answered].every(({ Id }) => items.some((item) => item.Id === Id));
    await Promise.all([customer.sees(arrived), agent.sees(arrived)]);
    expect(customer.items.find((item) => item.Id === answered.Id)).toMatchObject({
      AbsoluteTime: answered.AbsoluteTime,
      Content: 'Hello Jane',
      ParticipantRole: 'AGENT',
      DisplayName: 'Ana',
    });
  });

  it('sends typing and receipts', async () => {
    const { Id } = await say(agent, 'Did you read this?');
    const send = (name: string, content?: string) =>
      participant.send(
        new SendEventCommand({ ConnectionToken: customer.token, ContentType: EVENT + name, Content: content }),
      );
    await send('typing');
    await send('message.delivered', JSON.stringify({ messageId: Id }));
    await send('message.read', JSON.stringify({ messageId: Id }));
    const types = (items: Item[]): unknown[] => items.map((item) => item.ContentType?.replace(EVENT, ''));
    await agent.sees((items) => types(items).filter((type) => type === 'message.metadata').length === 2);
    expect(types(agent.items)).toContain('typing');
    const { Transcript } = await participant.send(
      new GetTranscriptCommand({ ConnectionToken: agent.token, StartPosition: { Id } }),
    );
    const [receipt] = Transcript!.find((item) => item.Id === Id)!.MessageMetadata!.Receipts!;
    expect(receipt).toMatchObject({
      RecipientParticipantId: customer.participantId,
      ReadTimestamp: expect.any(String),
    });
  });

  it('pages through the transcript', async () => {
    const pages = paginateGetTranscript(
      { client: participant, pageSize: 2 },
      { ConnectionToken: customer.token, SortOrder: 'DESCENDING' },
    );
    const items: Item[] = [];
    for await (const page of pages) items.push(...(page.Transcript ?? []));
    const truth = emulator.transcript(contactId).map((item) => item.Id);
    expect(items.map((item) => item.Id).toReversed()).toEqual(truth);
  });

  it('sends an attachment and gives it back', async () => {
    const { attachmentId, status } = await upload(customer, 'tick ✓.txt', 'a receipt');
    expect(status).toBe(200);
    await complete(customer, attachmentId);
    await agent.sees((items) => items.some((item) => item.Attachments?.[0]?.Status === 'APPROVED'));
    const { Url, AttachmentSizeInBytes } = await participant.send(
      new GetAttachmentCommand({ ConnectionToken: agent.token, AttachmentId: attachmentId, UrlExpiryInSeconds: 60 }),
    );
    expect(await (await fetch(Url!)).text()).toBe('a receipt');
    expect(AttachmentSizeInBytes).toBe(9);
  });

  it('describes views and authenticates', async () => {
    const content = { InputSchema: '{}', Template: '{}', Actions: ['ok'] };
    const ViewToken = emulator.addView({ Id: 'aws-form', Name: 'Form', Version: 1, Content: content }, 'a/b+c=d: e');
    const { View } = await participant.send(new DescribeViewCommand({ ConnectionToken: customer.token, ViewToken }));
    expect(View).toMatchObject({ Id: 'aws-form', Content: { Actions: ['ok'] } });
    const SessionId = emulator.initiateAuthentication(contactId);
    const { AuthenticationUrl } = await participant.send(
      new GetAuthenticationUrlCommand({
        ConnectionToken: customer.token,
        SessionId,
        RedirectUri: 'https://example.org/back',
      }),
    );
    expect(AuthenticationUrl).toContain(`state=${SessionId}`);
    await participant.send(new CancelParticipantAuthenticationCommand({ ConnectionToken: customer.token, SessionId }));
    await customer.sees((items) => items.some((item) => item.ContentType === `${EVENT}authentication.cancelled`));
  });

  it('refuses with the exceptions of the model', async () => {
    const ConnectionToken = customer.token;
    await expect(say({ ...customer, token: 'wrong' }, 'x')).rejects.toBeInstanceOf(AccessDeniedException);
    await expect(say(customer, '')).rejects.toBeInstanceOf(ValidationException);
    await expect(
      participant.send(new DescribeViewCommand({ ConnectionToken, ViewToken: 'none' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException', ResourceId: 'none', ResourceType: 'CONTACT_FLOW' });
    await expect(
      participant.send(new DescribeViewCommand({ ConnectionToken, ViewToken: 'none' })),
    ).rejects.toBeInstanceOf(ResourceNotFoundException);
    emulator.inject({ fault: 'response.error', status: 429 });
    await expect(say(customer, 'x')).rejects.toBeInstanceOf(ThrottlingException);
    emulator.inject({ fault: 'response.error', status: 500 });
    await expect(say(customer, 'x')).rejects.toBeInstanceOf(InternalServerException);
    const { attachmentId } = await upload(customer, 'twice.txt', 'twice');
    await complete(customer, attachmentId);
    await expect(complete(customer, attachmentId)).rejects.toBeInstanceOf(ConflictException);
    await upload(customer, 'third.txt', 'third');
    await expect(upload(customer, 'fourth.txt', 'fourth')).rejects.toBeInstanceOf(ServiceQuotaExceededException);
  });

  it('repeats a lost call under its client token', async () => {
    const { endpoint } = emulator;
    const patient = new ConnectParticipantClient({ endpoint, region, credentials });
    emulator.inject({ fault: 'response.lost', operation: 'SendMessage' });
    const sent = await patient.send(
      new SendMessageCommand({ ConnectionToken: customer.token, ContentType: 'text/plain', Content: 'once' }),
    );
    patient.destroy();
    const copies = emulator.transcript(contactId).filter((item) => item.Content === 'once');
    expect(copies.map((item) => item.Id)).toEqual([sent.Id]);
  });

  it('ends the chat for both sides', async () => {
    await participant.send(new DisconnectParticipantCommand({ ConnectionToken: agent.token }));
    const ended = (items: Item[]): boolean => items.at(-1)?.ContentType === `${EVENT}chat.ended`;
    await Promise.all([customer.sees(ended), agent.sees(ended)]);
    expect(customer.items.at(-2)?.ContentType).toBe(`${EVENT}participant.left`);
    await expect(say(customer, 'x')).rejects.toBeInstanceOf(AccessDeniedException);
  });

  it('continues an ended chat', async () => {
    const chat = await connect.send(
      new StartChatContactCommand({
        ...place,
        ParticipantDetails: { DisplayName: 'Jane' },
        PersistentChat: { SourceContactId: contactId, RehydrationType: 'ENTIRE_PAST_SESSION' },
      }),
    );
    expect(chat.ContinuedFromContactId).toBe(contactId);
    const again = await side(chat.ParticipantToken!, chat.ParticipantId!);
    await again.sees((items) => items.some((item) => item.ContentType === `${EVENT}chat.rehydrated`));
    const pages = paginateGetTranscript({ client: participant, pageSize: 100 }, { ConnectionToken: again.token });
    const items: Item[] = [];
    for await (const page of pages) items.push(...(page.Transcript ?? []));
    expect(items[0]).toMatchObject({ ContactId: chat.ContactId });
    expect(items.at(-1)).toMatchObject({ RelatedContactId: contactId, Content: 'My kettle leaks' });
    await connect.send(new StopContactCommand({ InstanceId: 'i-1', ContactId: chat.ContactId }));
    await again.sees((received) => received.at(-1)?.ContentType === `${EVENT}chat.ended`);
  });
});
