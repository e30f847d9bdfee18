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
} from '@aws-sdk/client-connectparticipant';
import { either as E } from 'fp-ts';
import type { Operation } from '../../lib/protocol/operation.js';
import { CANCEL_PARTICIPANT_AUTHENTICATION } from '../../lib/protocol/operations/cancel-participant-authentication.js';
import { COMPLETE_ATTACHMENT_UPLOAD } from '../../lib/protocol/operations/complete-attachment-upload.js';
import { CREATE_PARTICIPANT_CONNECTION } from '../../lib/protocol/operations/create-participant-connection.js';
import { DESCRIBE_VIEW } from '../../lib/protocol/operations/describe-view.js';
import { DISCONNECT_PARTICIPANT } from '../../lib/protocol/operations/disconnect-participant.js';
import { GET_ATTACHMENT } from '../../lib/protocol/operations/get-attachment.js';
import { GET_AUTHENTICATION_URL } from '../../lib/protocol/operations/get-authentication-url.js';
import { GET_TRANSCRIPT } from '../../lib/protocol/operations/get-transcript.js';
import { SEND_EVENT } from '../../lib/protocol/operations/send-event.js';
import { SEND_MESSAGE } from '../../lib/protocol/operations/send-message.js';
import { START_ATTACHMENT_UPLOAD } from '../../lib/protocol/operations/start-attachment-upload.js';

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** What a client that nobody here wrote sends. */
const sentBySdk = async (command: object): Promise<Sent> => {
  let sent: Sent | undefined;
  const client = new ConnectParticipantClient({
    region: 'us-west-2',
    credentials: { accessKeyId: '', secretAccessKey: '' },
    requestHandler: {
      handle: (request: { method: string; path: string; body?: Uint8Array }) => {
        sent = {
          method: request.method,
          path: request.path,
          body: request.body && JSON.parse(new TextDecoder().decode(request.body)),
        };
        throw new Error('seen');
      },
    },
    maxAttempts: 1,
  });
  await client.send(command as never).catch(() => undefined);
  if (sent === undefined) throw new Error('nothing sent');
  return sent;
};

const sentByUs = <I, O>(operation: Operation<I, O>, input: I): Sent => {
  const body = operation.encode(input);
  return { method: operation.method, path: operation.path(input), body: body && JSON.parse(body) };
};

const CLIENT_TOKEN = '6d0f6f5e-2f4a-4d7e-9a55-0b1f9c6a1e11';
const ConnectionToken = 'bearer';
const SESSION_ID = '0b5e4a3c-2d1f-4e6a-9b8c-7d6e5f4a3b2c';
const AT = Date.parse('2026-03-02T10:15:30.123Z');

describe('Operation', () => {
  describe('writes what the SDK writes:', () => {
    it.each<[string, object, Sent]>([
      [
        'CreateParticipantConnection',
        new CreateParticipantConnectionCommand({
          Type: ['WEBSOCKET', 'CONNECTION_CREDENTIALS'],
          ConnectParticipant: true,
          ParticipantToken: 'bearer',
        }),
        sentByUs(CREATE_PARTICIPANT_CONNECTION, {
          type: ['WEBSOCKET', 'CONNECTION_CREDENTIALS'],
          connectParticipant: true,
        }),
      ],
      [
        'CreateParticipantConnection of credentials',
        new CreateParticipantConnectionCommand({ Type: ['CONNECTION_CREDENTIALS'], ParticipantToken: 'bearer' }),
        sentByUs(CREATE_PARTICIPANT_CONNECTION, { type: ['CONNECTION_CREDENTIALS'] }),
      ],
      [
        'SendMessage',
        new SendMessageCommand({
          ContentType: 'text/plain',
          Content: 'héllo "you" 🙂',
          ClientToken: CLIENT_TOKEN,
          ConnectionToken,
        }),
        sentByUs(SEND_MESSAGE, { contentType: 'text/plain', content: 'héllo "you" 🙂', clientToken: CLIENT_TOKEN }),
      ],
      [
        'SendEvent',
        new SendEventCommand({ ContentType: 'x/typing', ClientToken: CLIENT_TOKEN, ConnectionToken }),
        sentByUs(SEND_EVENT, { contentType: 'x/typing', clientToken: CLIENT_TOKEN }),
      ],
      [
        'SendEvent with content',
        new SendEventCommand({
          ContentType: 'x/read',
          Content: '{"messageId":"m"}',
          ClientToken: CLIENT_TOKEN,
          ConnectionToken,
        }),
        sentByUs(SEND_EVENT, { contentType: 'x/read', content: '{"messageId":"m"}', clientToken: CLIENT_TOKEN }),
      ],
      [
        'GetTranscript from an item',
        new GetTranscriptCommand({
          ContactId: 'c',
          MaxResults: 100,
          ScanDirection: 'FORWARD',
          SortOrder: 'ASCENDING',
          StartPosition: { Id: 'i' },
          NextToken: 'n',
          ConnectionToken,
        }),
        sentByUs(GET_TRANSCRIPT, {
          contactId: 'c',
          maxResults: 100,
          scanDirection: 'FORWARD',
          sortOrder: 'ASCENDING',
          startPosition: { id: 'i' },
          nextToken: 'n',
        }),
      ],
      [
        'GetTranscript from a time',
        new GetTranscriptCommand({ StartPosition: { AbsoluteTime: '2026-03-02T10:15:30.123Z' }, ConnectionToken }),
        sentByUs(GET_TRANSCRIPT, { startPosition: { absoluteTime: '2026-03-02T10:15:30.123Z' } }),
      ],
      [
        'GetTranscript from a count',
        new GetTranscriptCommand({ StartPosition: { MostRecent: 0 }, MaxResults: 0, ConnectionToken }),
        sentByUs(GET_TRANSCRIPT, { startPosition: { mostRecent: 0 }, maxResults: 0 }),
      ],
      [
        'DisconnectParticipant',
        new DisconnectParticipantCommand({ ClientToken: CLIENT_TOKEN, ConnectionToken }),
        sentByUs(DISCONNECT_PARTICIPANT, { clientToken: CLIENT_TOKEN }),
      ],
      [
        'StartAttachmentUpload',
        new StartAttachmentUploadCommand({
          ContentType: 'application/pdf',
          AttachmentSizeInBytes: 7,
          AttachmentName: 'invoice.pdf',
          ClientToken: CLIENT_TOKEN,
          ConnectionToken,
        }),
        sentByUs(START_ATTACHMENT_UPLOAD, {
          contentType: 'application/pdf',
          sizeInBytes: 7,
          name: 'invoice.pdf',
          clientToken: CLIENT_TOKEN,
        }),
      ],
      [
        'CompleteAttachmentUpload',
        new CompleteAttachmentUploadCommand({ AttachmentIds: ['a'], ClientToken: CLIENT_TOKEN, ConnectionToken }),
        sentByUs(COMPLETE_ATTACHMENT_UPLOAD, { attachmentId: 'a', clientToken: CLIENT_TOKEN }),
      ],
      [
        'GetAttachment',
        new GetAttachmentCommand({ AttachmentId: 'a', UrlExpiryInSeconds: 60, ConnectionToken }),
        sentByUs(GET_ATTACHMENT, { attachmentId: 'a', urlExpiryInSeconds: 60 }),
      ],
      [
        'DescribeView',
        new DescribeViewCommand({ ViewToken: "a/b+c=d:e f%é!'()*~🙂", ConnectionToken }),
        sentByUs(DESCRIBE_VIEW, { viewToken: "a/b+c=d:e f%é!'()*~🙂" }),
      ],
      [
        'GetAuthenticationUrl',
        new GetAuthenticationUrlCommand({ SessionId: SESSION_ID, RedirectUri: 'https://a.example', ConnectionToken }),
        sentByUs(GET_AUTHENTICATION_URL, { sessionId: SESSION_ID, redirectUri: 'https://a.example' }),
      ],
      [
        'CancelParticipantAuthentication',
        new CancelParticipantAuthenticationCommand({ SessionId: SESSION_ID, ConnectionToken }),
        sentByUs(CANCEL_PARTICIPANT_AUTHENTICATION, { sessionId: SESSION_ID }),
      ],
    ])('%s', async (_, command, sent) => {
      expect(sent).toEqual(await sentBySdk(command));
    });
  });

  it('writes no undocumented member and no empty NextToken', () => {
    const input = { contentType: 'text/plain', content: 'hi', mood: 'good' };
    expect(SEND_MESSAGE.encode(input)).toBe('{"ContentType":"text/plain","Content":"hi"}');
    expect(GET_TRANSCRIPT.encode({ nextToken: '' })).toBe('{}');
    expect(DISCONNECT_PARTICIPANT.encode({})).toBe('{}');
  });

  describe('accepts', () => {
    it.each<[string, unknown, unknown]>([
      [
        'a connection',
        CREATE_PARTICIPANT_CONNECTION.decode(
          '{"Websocket":{"Url":"wss://a/?s","ConnectionExpiry":"2026-03-02T10:15:30.123Z"},"ConnectionCredentials":{"ConnectionToken":"t","Expiry":"2026-03-02T10:15:30.123Z"},"WebRTCConnection":{"Meeting":{}}}',
        ),
        {
          websocket: { url: 'wss://a/?s', expiresAt: AT },
          credentials: { connectionToken: 't', expiresAt: AT },
          webRtc: { Meeting: {} },
        },
      ],
      [
        'a connection without a readable expiry',
        CREATE_PARTICIPANT_CONNECTION.decode(
          '{"Websocket":{"Url":"wss://a"},"ConnectionCredentials":{"ConnectionToken":"t","Expiry":7}}',
        ),
        { websocket: { url: 'wss://a' }, credentials: { connectionToken: 't' } },
      ],
      ['a connection that was only acknowledged', CREATE_PARTICIPANT_CONNECTION.decode(''), {}],
      ['absent parts', CREATE_PARTICIPANT_CONNECTION.decode('{"Websocket":null,"ConnectionCredentials":null}'), {}],
      [
        'a sent message',
        SEND_MESSAGE.decode('{"AbsoluteTime":"2026-03-02T10:15:30.123Z","Id":"i"}'),
        { id: 'i', at: AT },
      ],
      [
        'a sent message in processing',
        SEND_MESSAGE.decode(
          '{"AbsoluteTime":"2026-03-02T10:15:30.123Z","Id":"i","MessageMetadata":{"MessageProcessingStatus":"PROCESSING"},"More":1}',
        ),
        { id: 'i', at: AT, processingStatus: 'PROCESSING' },
      ],
      [
        'a sent message with metadata that nobody understands',
        SEND_MESSAGE.decode('{"AbsoluteTime":"2026-03-02T10:15:30.123Z","Id":"i","MessageMetadata":[1]}'),
        { id: 'i', at: AT },
      ],
      ['a sent event', SEND_EVENT.decode('{"AbsoluteTime":"2026-03-02T10:15:30.123Z","Id":"i"}'), { id: 'i', at: AT }],
      ['a sent event of which nothing is told', SEND_EVENT.decode(' '), {}],
      ['an empty transcript', GET_TRANSCRIPT.decode('{"Transcript":[],"NextToken":""}'), { items: [], unreadable: [] }],
      ['an empty answer', DISCONNECT_PARTICIPANT.decode(''), undefined],
      ['an empty object', COMPLETE_ATTACHMENT_UPLOAD.decode('{}'), undefined],
      ['an answer with more than nothing', CANCEL_PARTICIPANT_AUTHENTICATION.decode('{"More":1}'), undefined],
      [
        'a started upload',
        START_ATTACHMENT_UPLOAD.decode(
          '{"AttachmentId":"a","UploadMetadata":{"Url":"https://s3/?sig","UrlExpiry":"2026-03-02T10:15:30.123Z","HeadersToInclude":{"x-amz-acl":"bucket-owner-full-control"}}}',
        ),
        {
          attachmentId: 'a',
          url: 'https://s3/?sig',
          urlExpiresAt: AT,
          headers: { 'x-amz-acl': 'bucket-owner-full-control' },
        },
      ],
      [
        "a started upload with headers that are not the service's to choose",
        START_ATTACHMENT_UPLOAD.decode(
          '{"AttachmentId":"a","UploadMetadata":{"Url":"https://s3","HeadersToInclude":{"Host":"evil","transfer-encoding":"chunked","X-Amz-Bearer":"t","X-A":"a"}}}',
        ),
        { attachmentId: 'a', url: 'https://s3', headers: { 'X-A': 'a' } },
      ],
      [
        'a started upload without headers',
        START_ATTACHMENT_UPLOAD.decode('{"AttachmentId":"a","UploadMetadata":{"Url":"https://s3"}}'),
        { attachmentId: 'a', url: 'https://s3', headers: {} },
      ],
      [
        'an attachment',
        GET_ATTACHMENT.decode('{"Url":"https://s3","UrlExpiry":"2026-03-02T10:15:30.123Z","AttachmentSizeInBytes":7}'),
        { url: 'https://s3', urlExpiresAt: AT, sizeInBytes: 7 },
      ],
      ['an attachment of an older service', GET_ATTACHMENT.decode('{"Url":"https://s3"}'), { url: 'https://s3' }],
      [
        'a view',
        DESCRIBE_VIEW.decode(
          '{"View":{"Id":"v","Arn":"arn","Name":"Form","Version":3,"Content":{"InputSchema":"{}","Template":"{\\"Head\\":1}","Actions":["Submit"]}}}',
        ),
        {
          id: 'v',
          arn: 'arn',
          name: 'Form',
          version: 3,
          inputSchema: '{}',
          template: '{"Head":1}',
          actions: ['Submit'],
        },
      ],
      ['a bare view', DESCRIBE_VIEW.decode('{"View":{}}'), { actions: [] }],
      [
        'an authentication URL',
        GET_AUTHENTICATION_URL.decode('{"AuthenticationUrl":"https://cognito"}'),
        { url: 'https://cognito' },
      ],
    ])('%s', (_, decoded, output) => {
      expect(decoded).toStrictEqual(E.right(output));
    });
  });

  describe('leaves out what is odd beside what it must have:', () => {
    it.each<[string, unknown, unknown]>([
      ['of a sent event', SEND_EVENT.decode('{"Id":7,"AbsoluteTime":"soon"}'), {}],
      ...['7', '[]', '"odd"', '{"MessageProcessingStatus":7}'].map((metadata): [string, unknown, unknown] => [
        `of a sent message with ${metadata}`,
        SEND_MESSAGE.decode(`{"Id":"i","AbsoluteTime":"2026-03-02T10:15:30.123Z","MessageMetadata":${metadata}}`),
        { id: 'i', at: AT },
      ]),
      [
        'of an attachment',
        GET_ATTACHMENT.decode('{"Url":"https://s3","UrlExpiry":7,"AttachmentSizeInBytes":"large"}'),
        { url: 'https://s3' },
      ],
      [
        'of an attachment whose size is text',
        GET_ATTACHMENT.decode('{"Url":"https://s3","AttachmentSizeInBytes":"7"}'),
        { url: 'https://s3', sizeInBytes: 7 },
      ],
      [
        'of a started upload',
        START_ATTACHMENT_UPLOAD.decode('{"AttachmentId":"a","UploadMetadata":{"Url":"https://s3","UrlExpiry":7}}'),
        { attachmentId: 'a', url: 'https://s3', headers: {} },
      ],
      [
        'of a view',
        DESCRIBE_VIEW.decode(
          '{"View":{"Id":7,"Name":{},"Version":"3","Content":{"Template":"{}","InputSchema":{},"Actions":["Submit",7]}}}',
        ),
        { version: 3, template: '{}', actions: ['Submit'] },
      ],
      ['of a page', GET_TRANSCRIPT.decode('{"InitialContactId":7,"Transcript":[]}'), { items: [], unreadable: [] }],
    ])('%s', (_, decoded, output) => {
      expect(decoded).toStrictEqual(E.right(output));
    });
  });

  describe('rejects', () => {
    it.each([
      ['HTML', SEND_MESSAGE.decode('<html>'), 'unreadable SendMessage answer: expected sent message'],
      ['bytes', SEND_MESSAGE.decode(new Uint8Array()), 'unreadable SendMessage answer: expected text'],
      [
        'a message without a name',
        SEND_MESSAGE.decode(''),
        'unreadable SendMessage answer: Id: expected non-empty string; AbsoluteTime: expected ISO-8601 instant',
      ],
      [
        'a time that is none',
        SEND_MESSAGE.decode('{"Id":"i","AbsoluteTime":"soon"}'),
        'unreadable SendMessage answer: AbsoluteTime: expected ISO-8601 instant',
      ],
      [
        'a socket without a URL',
        CREATE_PARTICIPANT_CONNECTION.decode('{"Websocket":{"Url":""}}'),
        'unreadable CreateParticipantConnection answer: Websocket.Url: expected non-empty string',
      ],
      [
        'a header that is no text',
        START_ATTACHMENT_UPLOAD.decode(
          '{"AttachmentId":"a","UploadMetadata":{"Url":"https://s3","HeadersToInclude":{"secret":1}}}',
        ),
        'unreadable StartAttachmentUpload answer: UploadMetadata.HeadersToInclude: expected object of headers',
      ],
      [
        'a header that begins another',
        START_ATTACHMENT_UPLOAD.decode(
          '{"AttachmentId":"a","UploadMetadata":{"Url":"https://s3","HeadersToInclude":{"X-A":"a\\r\\nX-B: secret"}}}',
        ),
        'unreadable StartAttachmentUpload answer: UploadMetadata.HeadersToInclude: expected object of headers',
      ],
      [
        'a token that no header can carry',
        CREATE_PARTICIPANT_CONNECTION.decode('{"ConnectionCredentials":{"ConnectionToken":"secret\\n"}}'),
        'unreadable CreateParticipantConnection answer: ConnectionCredentials.ConnectionToken: expected text fit for a header',
      ],
      [
        'a form with millions of buttons',
        DESCRIBE_VIEW.decode(`{"View":{"Content":{"Actions":[${'0,'.repeat(2_000_000)}0]}}}`),
        'unreadable DescribeView answer: View.Content.Actions: expected list of actions',
      ],
      [
        'a place without a URL',
        GET_ATTACHMENT.decode('{"UrlExpiry":"secret"}'),
        'unreadable GetAttachment answer: Url: expected non-empty string',
      ],
      ['a list', DISCONNECT_PARTICIPANT.decode('[]'), 'unreadable DisconnectParticipant answer: expected object'],
      ['no transcript', GET_TRANSCRIPT.decode('no'), 'unreadable GetTranscript answer: expected object'],
      [
        'an empty answer of a transcript',
        GET_TRANSCRIPT.decode(''),
        'unreadable GetTranscript answer: Transcript: expected list',
      ],
      ['no view', DESCRIBE_VIEW.decode('{}'), 'unreadable DescribeView answer: View: expected view'],
    ])('%s', (_, decoded, message) => {
      expect(decoded).toMatchObject({ left: { message } });
    });
  });
});
