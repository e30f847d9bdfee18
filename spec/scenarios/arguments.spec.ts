import {
  chatEvents,
  createChatEngine,
  createChatSession,
  DEFAULT_POLICIES,
  fileStore,
  InvalidArgumentError,
  nodePorts,
  sendAttachments,
  webStorageStore,
  withoutSecrets,
  type ChatEngine,
  type ChatSession,
} from '../../lib/index.js';
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

/** Calls as a caller without types would. */
const createEngine: (...given: never[]) => ChatEngine = createChatEngine;
const createSession: (...given: never[]) => ChatSession = createChatSession;
const asNever = (given: ReadonlyArray<unknown>): never[] => given as never[];

const base = { endpoint: 'https://example.com' };

describe('unusable configurations', () => {
  it.each<readonly [string, string, object]>([
    ['neither region nor endpoint', 'region', {}],
    ['undefined for both', 'region', { region: undefined, endpoint: undefined }],
    ['both', 'region', { region: 'us-west-2', endpoint: 'https://example.com' }],
    ['a region no partition matches', 'region', { region: `moon-${SECRET}` }],
    ['a region that is no text', 'region', { region: [SECRET] }],
    ['an http endpoint that is not loopback', 'endpoint', { endpoint: `http://${SECRET}.example.com` }],
    ['an endpoint that is no URL', 'endpoint', { endpoint: SECRET }],
    ['an endpoint that is no text', 'endpoint', { endpoint: new URL(`https://${SECRET}.example.com`) }],
    ['an endpoint that is null', 'endpoint', { endpoint: null }],
    ['an endpoint with credentials', 'endpoint', { endpoint: `https://me:${SECRET}@example.com` }],
    ['an endpoint with a query', 'endpoint', { endpoint: `https://example.com?${SECRET}` }],
    ['an endpoint together with FIPS', 'useFipsEndpoint', { endpoint: 'https://example.com', useFipsEndpoint: true }],
    ['FIPS in words', 'useFipsEndpoint', { region: 'us-west-2', useFipsEndpoint: SECRET }],
    ['dual stack as a number', 'useDualstackEndpoint', { region: 'us-west-2', useDualstackEndpoint: 1 }],
    ['policies that are none', 'policies', { ...base, policies: SECRET }],
    ['policies in a map', 'policies', { ...base, policies: new Map([['heartbeatMs', 5_000]]) }],
    ['policies in a list', 'policies', { ...base, policies: [SECRET] }],
    ['policies that are still to come', 'policies', { ...base, policies: Promise.resolve({ heartbeatMs: 5_000 }) }],
    ['rates in a map', 'policies.rates', { ...base, policies: { rates: new Map() } }],
    ['ports in a set', 'ports', { ...base, ports: new Set([SECRET]) }],
    ['a policy in words', 'policies.heartbeatMs', { ...base, policies: { heartbeatMs: '5s' } }],
    ['history in words', 'policies.history', { ...base, policies: { history: 'some' } }],
    ['an unknown policy', 'policies.hartbeatMs', { ...base, policies: { hartbeatMs: 5_000 } }],
    [
      'a rate of nothing',
      'policies.rates.SendMessage.perSecond',
      { ...base, policies: { rates: { SendMessage: { perSecond: 0 } } } },
    ],
    ['ports that are none', 'ports', { ...base, ports: SECRET }],
    ['an unknown port', 'ports.htpp', { ...base, ports: { htpp: () => SECRET } }],
    ['a port that is no function', 'ports.http', { ...base, ports: { http: SECRET } }],
    ['a port that is null', 'ports.openSocket', { ...base, ports: { openSocket: null } }],
    ['a random number', 'ports.random', { ...base, ports: { random: 0.5 } }],
    ['an id', 'ports.newId', { ...base, ports: { newId: SECRET } }],
    ['a clock without a schedule', 'ports.clock', { ...base, ports: { clock: { now: Date.now } } }],
    ['a platform that is online', 'ports.online$', { ...base, ports: { online$: true } }],
    ['a platform that is visible', 'ports.visible$', { ...base, ports: { visible$: { subscribe: 5 } } }],
  ])('throw at once: %s', (_, field, config) => {
    expectRefusal(() => createChatEngine(config), field);
    expectRefusal(() => createChatSession({ ...config, ...details }), field);
  });

  it.each([[[]], [[undefined]], [[null]], [['us-west-2']], [[5]], [[['us-west-2']]], [[() => SECRET]]])(
    'say what is missing: %j',
    (given) => {
      expectRefusal(() => createEngine(...asNever(given)), 'config');
      expectRefusal(() => createSession(...asNever(given)), 'config');
      expect(String(thrownBy(() => createEngine(...asNever(given))))).toContain('a region or an endpoint');
      expect(String(thrownBy(() => createSession(...asNever(given))))).toContain('a contactId and a participantToken');
    },
  );

  it.each<readonly [string, string, (...given: never[]) => unknown, ReadonlyArray<unknown>]>([
    ['options of ports that are null', 'options', nodePorts, [null]],
    ['options of ports that are a number', 'options', nodePorts, [5]],
    ['options of ports that are a list', 'options', nodePorts, [[]]],
    ['an unknown option of ports', 'agnet', nodePorts, [{ agnet: undefined }]],
    ['agents in a list', 'agent', nodePorts, [{ agent: [] }]],
    ['agents in a map', 'agent', nodePorts, [{ agent: new Map([['https', SECRET]]) }]],
    ['an agent of another making', 'agent', nodePorts, [{ agent: new URL('http://proxy.test') }]],
    ['no directory', 'directory', fileStore, []],
    ['a directory that is a number', 'directory', fileStore, [5]],
    ['an empty directory', 'directory', fileStore, ['']],
    ['no storage', 'storage', webStorageStore, []],
    ['a storage that is null', 'storage', webStorageStore, [null]],
    ['a storage that is no storage', 'storage', webStorageStore, [{ getItem: () => null }]],
    ['a prefix that is a number', 'prefix', webStorageStore, [() => null, 5]],
  ])('throw at once: %s', (_, field, make, given) => expectRefusal(() => make(...asNever(given)), field));

  it('throw at once: an unknown field of an engine', () =>
    expectRefusal(() => createEngine(...asNever([{ ...base, polices: { heartbeatMs: 5_000 } }])), 'polices'));

  it('are told to the subscriber of events', () => {
    const errors: unknown[] = [];
    const events: (...given: never[]) => ReturnType<typeof chatEvents> = chatEvents;
    events().subscribe({ error: (error: unknown) => errors.push(error) });
    expect(errors).toMatchObject([{ name: 'InvalidArgumentError', field: 'config' }]);
  });
});

describe('usable configurations', () => {
  const nothing = {
    region: undefined,
    useFipsEndpoint: undefined,
    useDualstackEndpoint: undefined,
    policies: { heartbeatMs: undefined, rates: { SendMessage: { perSecond: 20, burst: undefined } } },
    ports: { http: undefined, clock: undefined },
  };

  it('may say undefined for whatever they leave out', () => {
    const engine = createChatEngine({ ...base, ...nothing });
    const chat = { ...details, participantId: undefined, initialContactId: undefined, resumeFrom: undefined };
    expect(() => engine.session(chat, { connectParticipant: undefined, policies: undefined })).not.toThrow();
    expect(() => createChatSession({ ...base, ...nothing, ...chat, connectParticipant: undefined })).not.toThrow();
  });

  it('may have all the default policies in them, changed or not', () =>
    expect(() => createChatEngine({ ...base, policies: { ...DEFAULT_POLICIES, history: 'none' } })).not.toThrow());

  it('may have, beside the details of a chat, what else came with them', () => {
    const answer = { ...details, $metadata: { httpStatusCode: 200 }, ContinuedFromContactId: 'other' };
    expect(() => createChatEngine(base).session(answer)).not.toThrow();
    expect(() => createChatSession({ ...base, ...answer })).not.toThrow();
  });
});

describe('unusable details', () => {
  const engine = createChatEngine({ region: 'us-west-2' });
  // As a caller without types would.
  const session: (...given: never[]) => ChatSession = engine.session;

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
    ['a participant id that is null', 'participantId', { ...details, participantId: null }],
    ['a checkpoint that is null', 'resumeFrom', { ...details, resumeFrom: null }],
    ['a checkpoint in words', 'resumeFrom', { ...details, resumeFrom: SECRET }],
  ])('throw at once: %s', (_, field, given) => expectRefusal(() => session(...asNever([given])), field));

  it.each([[undefined], [null], [SECRET], [5], [[SECRET]], [() => SECRET]])('say what is missing: %p', (given) => {
    expectRefusal(() => session(...asNever([given])), 'details');
    expect(String(thrownBy(() => session(...asNever([given]))))).toContain('a contactId and a participantToken');
  });

  it.each<readonly [string, unknown]>([
    ['options', null],
    ['options', SECRET],
    ['options', []],
    ['conectParticipant', { conectParticipant: true }],
    ['connectParticipant', { connectParticipant: SECRET }],
    ['connectParticipant', { connectParticipant: 1 }],
    ['connectParticipant', { connectParticipant: null }],
    ['policies', { policies: SECRET }],
    ['policies.history', { policies: { history: 'some' } }],
    ['policies.histroy', { policies: { histroy: 'none' } }],
    ['policies.rates', { policies: { rates: {} } }],
  ])('throw at once, with an option that names %s: %j', (field, options) =>
    expectRefusal(() => session(...asNever([details, options])), field),
  );
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

  const message = 'message';
  it.each<readonly [string, string, unknown]>([
    ['send', message, undefined],
    ['send', message, null],
    ['send', message, 5],
    ['send', message, [SECRET]],
    ['send', message, () => SECRET],
    ['send', 'content', {}],
    ['send', 'content', { content: null }],
    ['send', 'content', { content: { SECRET } }],
    ['send', 'contentType', { content: 'x', contentType: null }],
    ['send', 'contentType', { content: 'x', contentType: 5 }],
    ['send', 'clientToken', { content: 'x', clientToken: null }],
    ['loadEarlier', 'count', undefined],
    ['loadEarlier', 'count', '3'],
    ['loadEarlier', 'count', NaN],
    ['loadEarlier', 'count', Infinity],
    ['loadEarlier', 'count', null],
    ['markRead', 'id', undefined],
    ['markRead', 'id', { id: SECRET }],
    ['markDelivered', 'id', null],
    ['describeView', 'viewToken', undefined],
    ['describeView', 'viewToken', {}],
    ['authenticationUrl', 'request', undefined],
    ['authenticationUrl', 'request', null],
    ['authenticationUrl', 'request', SECRET],
    ['authenticationUrl', 'sessionId', {}],
    ['authenticationUrl', 'redirectUri', { sessionId: 'x'.repeat(36), redirectUri: null }],
    ['cancelAuthentication', 'sessionId', undefined],
    ['cancelAuthentication', 'sessionId', { sessionId: SECRET }],
    ['downloadAttachment', 'attachmentId', undefined],
    ['downloadAttachment', 'attachmentId', null],
    ['downloadAttachment', 'attachmentId', 5],
  ])('throw at the call, also without types: %s, %s, %p', (effect, field, given) => {
    const act: unknown = Reflect.get(session, effect);
    if (typeof act !== 'function') throw new Error('no such effect');
    expectRefusal(() => Reflect.apply(act, session, [given]), field);
  });

  it.each<readonly [string, unknown]>([
    ['options', null],
    ['concurency', { concurency: 3 }],
    ['concurrency', { concurrency: '3' }],
    ['concurrency', { concurrency: 0 }],
  ])('throw where an operator is made: %s, %j', (field, options) =>
    expectRefusal(() => Reflect.apply(sendAttachments, undefined, [session, options]), field),
  );

  it.each<readonly [string, unknown]>([
    ['options', null],
    ['unsend', { unsend: 'drop' }],
    ['unsent', { unsent: 'dropped' }],
    ['unsent', { unsent: null }],
  ])('leave no text in a checkpoint that was to be without: %s, %j', (field, options) => {
    const checkpoint = { version: 1, contactId: 'c', standing: { accepted: true }, told: [], unsent: [] };
    expectRefusal(() => Reflect.apply(withoutSecrets, undefined, [checkpoint, options]), field);
  });

  it('may be undefined where they may be left out', () => {
    expect(() => session.send({ content: 'x', contentType: undefined, clientToken: undefined })).not.toThrow();
    expect(() => sendAttachments(session, { concurrency: undefined })).not.toThrow();
  });
});
