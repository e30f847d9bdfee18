import { randomUUID } from 'node:crypto';
import {
  CancelParticipantAuthenticationCommand,
  CompleteAttachmentUploadCommand,
  ConnectParticipantClient,
  CreateParticipantConnectionCommand,
  DescribeViewCommand,
  DisconnectParticipantCommand,
  GetAttachmentCommand,
  GetAuthenticationUrlCommand,
  GetTranscriptCommand,
  SendEventCommand,
  SendMessageCommand,
  StartAttachmentUploadCommand,
  type GetTranscriptCommandInput,
} from '@aws-sdk/client-connectparticipant';
import { filter, firstValueFrom, lastValueFrom, type Subscription } from 'rxjs';
import {
  startEmulator,
  type EmulatedChatDetails,
  type Emulator,
  type ParticipantOperation,
  type RequestRecord,
} from '../../lib/emulator/index.js';
import { createChatEngine, type ChatSession } from '../../lib/index.js';

const EVENT = 'application/vnd.amazonaws.connect.event.';
const REDIRECT = 'https://example.com/back?to=chat';
const FILE = { name: 'receipt.txt', contentType: 'text/plain', body: 'paid' };
const VIEW = { Id: 'v', Name: 'Form', Version: 1, Content: { InputSchema: '{}', Template: '{}', Actions: [] } };
/** Everything that URLs treat in a special way. */
const VIEW_TOKEN = 'a/b+c=d:e f?g#h%i';

/** What the service lets a browser send, beside what every request has of itself. */
const CORS_ALLOWED = new Set([
  'content-type',
  'x-amz-date',
  'authorization',
  'x-api-key',
  'x-amz-security-token',
  'x-amz-content-sha256',
  'x-amz-user-agent',
  'x-amz-bearer',
]);
const OF_EVERY_REQUEST = new Set([
  'host',
  'connection',
  'content-length',
  'accept',
  'accept-encoding',
  'user-agent',
  'transfer-encoding',
]);

/** What of a request counts: not the ClientToken, which each client makes up. */
const essence = ({ method, path, headers, body }: RequestRecord): unknown => {
  const fields = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  return {
    method,
    path,
    contentType: headers['content-type'],
    bearer: headers['x-amz-bearer'],
    body: Object.fromEntries(fields.filter(([name]) => name !== 'ClientToken')),
    hasClientToken: fields.some(([name, value]) => name === 'ClientToken' && typeof value === 'string' && value !== ''),
  };
};

const transcriptInput = (body: unknown): Omit<GetTranscriptCommandInput, 'ConnectionToken'> =>
  typeof body === 'object' && body !== null ? body : {};

describe('each operation', () => {
  let emulator: Emulator;
  let details: EmulatedChatDetails;
  let session: ChatSession;
  let sdk: ConnectParticipantClient;
  let bearer: string;
  let connection: Subscription;

  const requestsFor = (operation: ParticipantOperation): ReadonlyArray<RequestRecord> =>
    emulator.requests.filter((request) => request.operation === operation);

  const newest = (operation: ParticipantOperation): RequestRecord => {
    const request = requestsFor(operation).at(-1);
    if (request === undefined) throw new Error(`no request for ${operation}`);
    return request;
  };

  /** The SDK's request for the same; whether the service likes it does not matter. */
  const bySdk = async (operation: ParticipantOperation, send: () => Promise<unknown>): Promise<RequestRecord> => {
    const before = requestsFor(operation).length;
    await send().catch(() => undefined);
    expect(requestsFor(operation)).toHaveLength(before + 1);
    return newest(operation);
  };

  const expectSame = (ours: RequestRecord, theirs: RequestRecord): void => {
    expect(essence(ours)).toEqual(essence(theirs));
    const strange = Object.keys(ours.headers).filter((name) => !CORS_ALLOWED.has(name) && !OF_EVERY_REQUEST.has(name));
    expect(strange).toEqual([]);
  };

  beforeEach(async () => {
    emulator = await startEmulator({ scanMs: 0 });
    const credentials = { accessKeyId: 'none', secretAccessKey: 'none' };
    sdk = new ConnectParticipantClient({
      endpoint: emulator.endpoint,
      region: 'us-west-2',
      credentials,
      maxAttempts: 1,
    });
    details = emulator.startChat({ displayName: 'Jane' });
    const engine = createChatEngine({ endpoint: emulator.endpoint, policies: { receiptThrottleMs: 1 } });
    session = engine.session(details);
    const known = firstValueFrom(session.checkpoint$.pipe(filter(({ standing }) => standing.places !== undefined)));
    connection = session.connect();
    const { standing } = await known;
    bearer = standing.credentials?.connectionToken ?? '';
  });

  afterEach(async () => {
    connection.unsubscribe();
    sdk.destroy();
    await emulator.until(() => emulator.connections().open === 0);
    await emulator.close();
  });

  it('is asked for like the SDK asks: CreateParticipantConnection', async () => {
    const ours = newest('CreateParticipantConnection');
    const theirs = await bySdk('CreateParticipantConnection', () =>
      sdk.send(
        new CreateParticipantConnectionCommand({
          ParticipantToken: details.participantToken,
          Type: ['WEBSOCKET', 'CONNECTION_CREDENTIALS'],
        }),
      ),
    );
    expectSame(ours, theirs);
  });

  it('is asked for like the SDK asks: CreateParticipantConnection, of an agent', async () => {
    const ana = emulator.addParticipant(details.contactId, { displayName: 'Ana' });
    const engine = createChatEngine({ endpoint: emulator.endpoint });
    const agent = engine.session(ana, { connectParticipant: true });
    const going = agent.connect();
    await firstValueFrom(agent.status$.pipe(filter(({ type }) => type === 'live')));
    const ours = newest('CreateParticipantConnection');
    going.unsubscribe();
    const theirs = await bySdk('CreateParticipantConnection', () =>
      sdk.send(
        new CreateParticipantConnectionCommand({
          ParticipantToken: ana.participantToken,
          Type: ['WEBSOCKET', 'CONNECTION_CREDENTIALS'],
          ConnectParticipant: true,
        }),
      ),
    );
    expectSame(ours, theirs);
  });

  it('is asked for like the SDK asks: CreateParticipantConnection, for a token alone', async () => {
    emulator.expireTokens(details.participantId);
    await lastValueFrom(session.send('renew'));
    const ours = newest('CreateParticipantConnection');
    const theirs = await bySdk('CreateParticipantConnection', () =>
      sdk.send(
        new CreateParticipantConnectionCommand({
          ParticipantToken: details.participantToken,
          Type: ['CONNECTION_CREDENTIALS'],
        }),
      ),
    );
    expectSame(ours, theirs);
  });

  it('is asked for like the SDK asks: SendMessage', async () => {
    const content = 'Grüße, "kettle" \\ \u2028 \u{1F600}';
    await lastValueFrom(session.send({ content, contentType: 'text/markdown' }));
    const ours = newest('SendMessage');
    const theirs = await bySdk('SendMessage', () =>
      sdk.send(new SendMessageCommand({ ConnectionToken: bearer, ContentType: 'text/markdown', Content: content })),
    );
    expectSame(ours, theirs);
  });

  it('is asked for like the SDK asks: SendEvent, typing', async () => {
    await lastValueFrom(session.sendTyping());
    const ours = newest('SendEvent');
    const theirs = await bySdk('SendEvent', () =>
      sdk.send(new SendEventCommand({ ConnectionToken: bearer, ContentType: `${EVENT}typing` })),
    );
    expectSame(ours, theirs);
  });

  it.each(['delivered', 'read'] as const)('is asked for like the SDK asks: SendEvent, %s', async (kind) => {
    const { Id } = emulator.postMessage(details.contactId, { content: 'hello' });
    await lastValueFrom(kind === 'read' ? session.markRead(Id) : session.markDelivered(Id));
    const ours = newest('SendEvent');
    const theirs = await bySdk('SendEvent', () =>
      sdk.send(
        new SendEventCommand({
          ConnectionToken: bearer,
          ContentType: `${EVENT}message.${kind}`,
          Content: JSON.stringify({ messageId: Id }),
        }),
      ),
    );
    expectSame(ours, theirs);
  });

  it('is asked for like the SDK asks: GetTranscript, backwards, forwards and page by page', async () => {
    for (let count = 0; count < 120; count += 1) emulator.postMessage(details.contactId, { content: `${count}` });
    await lastValueFrom(session.loadEarlier(1));
    // Of the two readings the second knows where to begin.
    for (const content of ['meanwhile', 'and again']) {
      emulator.dropSockets(details.participantId);
      emulator.postMessage(details.contactId, { content });
      await firstValueFrom(session.message$.pipe(filter((message) => message.content === content)));
    }
    const all = [...requestsFor('GetTranscript')];
    const inputs = all.map(({ body }) => transcriptInput(body));
    expect(inputs).toContainEqual(expect.objectContaining({ ScanDirection: 'BACKWARD', SortOrder: 'ASCENDING' }));
    expect(inputs).toContainEqual(
      expect.objectContaining({ ScanDirection: 'FORWARD', StartPosition: { Id: expect.any(String) } }),
    );
    expect(inputs.some(({ NextToken }) => NextToken !== undefined)).toBe(true);
    for (const [index, ours] of all.entries()) {
      const theirs = await bySdk('GetTranscript', () =>
        sdk.send(new GetTranscriptCommand({ ...inputs[index], ConnectionToken: ours.headers['x-amz-bearer'] })),
      );
      expectSame(ours, theirs);
    }
  });

  it('is asked for like the SDK asks: StartAttachmentUpload, CompleteAttachmentUpload and GetAttachment', async () => {
    const last = await lastValueFrom(session.sendAttachment(FILE));
    const attachmentId = last.type === 'completed' ? last.attachmentId : '';
    await lastValueFrom(session.downloadAttachment(attachmentId));
    const [start, complete, get] = [
      newest('StartAttachmentUpload'),
      newest('CompleteAttachmentUpload'),
      newest('GetAttachment'),
    ];
    const ClientToken = randomUUID();
    expectSame(
      start,
      await bySdk('StartAttachmentUpload', () =>
        sdk.send(
          new StartAttachmentUploadCommand({
            ConnectionToken: bearer,
            AttachmentName: FILE.name,
            AttachmentSizeInBytes: FILE.body.length,
            ContentType: FILE.contentType,
            ClientToken,
          }),
        ),
      ),
    );
    expectSame(
      complete,
      await bySdk('CompleteAttachmentUpload', () =>
        sdk.send(
          new CompleteAttachmentUploadCommand({ ConnectionToken: bearer, AttachmentIds: [attachmentId], ClientToken }),
        ),
      ),
    );
    expectSame(
      get,
      await bySdk('GetAttachment', () =>
        sdk.send(new GetAttachmentCommand({ ConnectionToken: bearer, AttachmentId: attachmentId })),
      ),
    );
  });

  it('is asked for like the SDK asks: DescribeView', async () => {
    emulator.addView(VIEW, VIEW_TOKEN);
    await lastValueFrom(session.describeView(VIEW_TOKEN));
    const ours = newest('DescribeView');
    const theirs = await bySdk('DescribeView', () =>
      sdk.send(new DescribeViewCommand({ ConnectionToken: bearer, ViewToken: VIEW_TOKEN })),
    );
    expectSame(ours, theirs);
  });

  it('is asked for like the SDK asks: GetAuthenticationUrl', async () => {
    const sessionId = emulator.initiateAuthentication(details.contactId);
    await lastValueFrom(session.authenticationUrl({ sessionId, redirectUri: REDIRECT }));
    const ours = newest('GetAuthenticationUrl');
    const theirs = await bySdk('GetAuthenticationUrl', () =>
      sdk.send(
        new GetAuthenticationUrlCommand({ ConnectionToken: bearer, SessionId: sessionId, RedirectUri: REDIRECT }),
      ),
    );
    expectSame(ours, theirs);
  });

  it('is asked for like the SDK asks: CancelParticipantAuthentication', async () => {
    const sessionId = emulator.initiateAuthentication(details.contactId);
    await lastValueFrom(session.cancelAuthentication(sessionId));
    const ours = newest('CancelParticipantAuthentication');
    const theirs = await bySdk('CancelParticipantAuthentication', () =>
      sdk.send(new CancelParticipantAuthenticationCommand({ ConnectionToken: bearer, SessionId: sessionId })),
    );
    expectSame(ours, theirs);
  });

  it('is asked for like the SDK asks: DisconnectParticipant', async () => {
    await lastValueFrom(session.disconnect());
    const ours = newest('DisconnectParticipant');
    const theirs = await bySdk('DisconnectParticipant', () =>
      sdk.send(new DisconnectParticipantCommand({ ConnectionToken: bearer, ClientToken: randomUUID() })),
    );
    expectSame(ours, theirs);
  });
});
