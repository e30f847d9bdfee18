import { createChatEngine, createChatSession, InvalidArgumentError, type ChatSession } from '../../lib/index.js';
import { openStage, type Stage } from './support/stage.js';

const SECRET = 'secret-value';
const details = { contactId: 'contact', participantToken: SECRET };

const thrownBy = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

const expectRefusal = (act: () => unknown, field: string): void => {
  const error = thrownBy(act);
  expect(error).toBeInstanceOf(InvalidArgumentError);
  expect(error).toMatchObject({ name: 'InvalidArgumentError', field });
  expect(String(error)).not.toContain(SECRET);
  expect(JSON.stringify(error)).not.toContain(SECRET);
};

describe('unusable configurations', () => {
  it.each<readonly [string, string, object]>([
    ['neither region nor endpoint', 'region', {}],
    ['a region no partition matches', 'region', { region: `moon-${SECRET}` }],
    ['an http endpoint that is not loopback', 'endpoint', { endpoint: `http://${SECRET}.example.com` }],
    ['an endpoint that is no URL', 'endpoint', { endpoint: SECRET }],
    ['an endpoint with credentials', 'endpoint', { endpoint: `https://me:${SECRET}@example.com` }],
    ['an endpoint with a query', 'endpoint', { endpoint: `https://example.com?${SECRET}` }],
    ['an endpoint together with FIPS', 'useFipsEndpoint', { endpoint: 'https://example.com', useFipsEndpoint: true }],
  ])('throw at once: %s', (_, field, config) => {
    expectRefusal(() => createChatEngine(config), field);
    expectRefusal(() => createChatSession({ ...config, ...details }), field);
  });
});

describe('unusable details', () => {
  const engine = createChatEngine({ region: 'us-west-2' });

  it.each<readonly [string, string, object]>([
    ['no contact id', 'contactId', { participantToken: SECRET }],
    ['an empty contact id', 'contactId', { ...details, contactId: '' }],
    ['no participant token', 'participantToken', { contactId: SECRET }],
    ['an empty participant token', 'participantToken', { ...details, participantToken: '' }],
    [
      'a participant token of 1025 bytes',
      'participantToken',
      { ...details, participantToken: SECRET.padEnd(1_025, 'x') },
    ],
    ['a participant token that is no text', 'participantToken', { ...details, participantToken: { SECRET } }],
    ['an empty participant id', 'participantId', { ...details, participantId: '' }],
  ])('throw at once: %s', (_, field, given) => {
    // As a caller without types would.
    const session: (details: never) => ChatSession = engine.session;
    expectRefusal(() => session(given as never), field);
  });
});

describe('unusable arguments', () => {
  let stage: Stage;
  let session: ChatSession;
  beforeAll(async () => {
    stage = await openStage({ policies: { maxContentBytes: 100, maxAttachmentBytes: 100 } });
    ({ session } = await stage.customer());
  });
  afterAll(() => stage.end());

  const file = { name: 'a.txt', contentType: 'text/plain', body: SECRET };
  it.each<readonly [string, string, (session: ChatSession) => unknown]>([
    ['empty content', 'content', ({ send }) => send('')],
    ['content over the limit', 'content', ({ send }) => send(SECRET.padEnd(101, 'x'))],
    ['content over the limit in bytes only', 'content', ({ send }) => send('ü'.repeat(51))],
    ['a content type too long', 'contentType', ({ send }) => send({ content: 'x', contentType: SECRET.repeat(20) })],
    ['a client token too long', 'clientToken', ({ send }) => send({ content: 'x', clientToken: SECRET.repeat(50) })],
    ['an empty file', 'sizeInBytes', ({ sendAttachment }) => sendAttachment({ ...file, body: '' })],
    [
      'a file over the limit',
      'sizeInBytes',
      ({ sendAttachment }) => sendAttachment({ ...file, body: SECRET.repeat(20) }),
    ],
    ['a file without a name', 'name', ({ sendAttachment }) => sendAttachment({ ...file, name: '' })],
    ['an empty attachment id', 'attachmentId', ({ downloadAttachment }) => downloadAttachment('')],
    ['an empty message id, delivered', 'id', ({ markDelivered }) => markDelivered('')],
    ['an empty message id, read', 'id', ({ markRead }) => markRead('')],
    ['no items of history', 'count', ({ loadEarlier }) => loadEarlier(0)],
    ['half an item of history', 'count', ({ loadEarlier }) => loadEarlier(1.5)],
    ['a view token that is a step', 'viewToken', ({ describeView }) => describeView('..')],
    ['a session id too short', 'sessionId', ({ cancelAuthentication }) => cancelAuthentication(SECRET)],
    [
      'no redirect',
      'redirectUri',
      ({ authenticationUrl }) => authenticationUrl({ sessionId: 'x'.repeat(36), redirectUri: '' }),
    ],
  ])('throw at the call: %s', (_, field, act) => {
    const before = stage.emulator.requests.length;
    expectRefusal(() => act(session), field);
    expect(stage.emulator.requests).toHaveLength(before);
  });
});
