import { readFileSync } from 'node:fs';
import {
  concat,
  delay,
  filter,
  firstValueFrom,
  lastValueFrom,
  map,
  NEVER,
  of,
  range,
  throwError,
  type Observable,
} from 'rxjs';
import {
  AttachmentBodyError,
  NetworkError,
  memoryStore,
  webStorageStore,
  type ChatSession,
  type Checkpoint,
  type Diagnostic,
  type HttpEvent,
} from '../../lib/index.js';
import { frames } from '../support/fake-socket.js';
import { sample } from '../platform/stores/sample.js';
import { everythingSaid } from './support/everything-said.js';
import { answer, indiscreetChat, type Trouble } from './support/indiscreet-chat.js';
import { indiscreet, MARK } from './support/mark.js';

/** What a session was made to say: the error that was provoked, and whatever it told besides. */
type Provoked = readonly [error: unknown, ...told: ReadonlyArray<unknown>];

const failureOf = (act: () => Observable<unknown>): Promise<unknown> =>
  new Promise((resolve) => {
    try {
      act().subscribe({ error: resolve });
    } catch (error) {
      resolve(error);
    }
  });

/** Connects a session, has something done with it, and gives all that it told. */
const provoke = async (trouble: Trouble, act: (session: ChatSession) => Promise<unknown>): Promise<Provoked> => {
  const session = indiscreetChat(trouble);
  const told: unknown[] = [];
  session.status$.subscribe((status) => told.push(status));
  session.diagnostic$.subscribe((diagnostic) => told.push(diagnostic));
  session.transcript$.subscribe(({ items }) =>
    told.push(...items.flatMap((item) => ('error' in item ? [item.error] : []))),
  );
  session.event$.subscribe({ error: (error: unknown) => told.push(error) });
  const connection = session.connect();
  const error = await act(session);
  connection.unsubscribe();
  return [error, ...told];
};

/** What an operation fails with where the service answers so. */
const refused = (response: () => Observable<HttpEvent>): Promise<Provoked> =>
  provoke({ answers: { '/participant/views/': response } }, (session) => failureOf(() => session.describeView(MARK)));

/** Why a session waits for its next attempt to connect. */
const waiting = (trouble: Trouble): Promise<Provoked> =>
  provoke(trouble, ({ status$ }) =>
    firstValueFrom(
      status$.pipe(
        map((status) => (status.type === 'waiting' ? status.error : undefined)),
        filter(Boolean),
      ),
    ),
  );

const pushed = (text: string, times = 1): Observable<string> =>
  range(0, times).pipe(map((index) => text.replace('\\"Id\\":\\"0', `\\"Id\\":\\"${index}`)));

const broken = (): Observable<HttpEvent> => throwError(() => new NetworkError({ cause: indiscreet() }));
const buggy = (): Observable<HttpEvent> => throwError(indiscreet);
const namesake = (): Error => Object.assign(indiscreet(), { name: 'NetworkError' });
const file = { name: `${MARK}.txt`, contentType: 'text/plain', body: MARK };

const PROVOCATIONS: Readonly<Record<string, () => Promise<Provoked>>> = {
  InvalidArgumentError: () => provoke({}, (session) => failureOf(() => session.send(MARK.repeat(10_000)))),
  InternalError: () => refused(buggy),
  NetworkError: () => refused(broken),
  RequestTimeoutError: () => refused(answer(408)),
  ThrottledError: () => refused(answer(429)),
  ServiceError: () => refused(answer(500)),
  ValidationError: () => refused(answer(400)),
  AccessDeniedError: () => refused(answer(403)),
  QuotaExceededError: () => refused(answer(402)),
  NotFoundError: () => refused(answer(404)),
  ConflictError: () => refused(answer(409)),
  UnexpectedStatusError: () => refused(answer(410)),
  ForeignAnswerError: () => refused(answer(302)),
  UnreadableError: () => refused(answer(200, { View: { Content: { Actions: { [MARK]: MARK } }, [MARK]: MARK } })),
  SocketError: () => waiting({ openSocket: () => throwError(indiscreet) }),
  SubscriptionError: () =>
    waiting({
      openSocket: () => {
        const frame$ = of(`{"topic":"aws/subscribe","content":{"status":"${MARK}"}}`).pipe(delay(1));
        return concat(of({ frame$: concat(frame$, NEVER), send: () => undefined }), NEVER);
      },
    }),
  UploadRefusedError: () =>
    provoke({ answers: { 'storage.test': answer(403) } }, (session) => failureOf(() => session.sendAttachment(file))),
  DownloadRefusedError: () =>
    provoke({ answers: { 'storage.test': answer(403) } }, (session) =>
      failureOf(() => session.downloadAttachment(MARK)),
    ),
  AttachmentBodyError: () =>
    provoke(
      { answers: { 'storage.test': () => throwError(() => new AttachmentBodyError('failed', indiscreet())) } },
      (session) => failureOf(() => session.sendAttachment(file)),
    ),
  OutcomeUnknownError: () =>
    provoke({ answers: { '/participant/message': broken }, policies: { sendDeadlineMs: 1 } }, (session) =>
      failureOf(() => session.send(MARK)),
    ),
  DiscardedError: () =>
    provoke({ answers: { '/participant/message': () => NEVER } }, (session) => {
      const failure = failureOf(() => session.send({ content: MARK, clientToken: 'token' }));
      session.discard('token');
      return failure;
    }),
  OutboxFullError: () =>
    provoke({ answers: { '/participant/message': () => NEVER }, policies: { maxQueuedSends: 1 } }, (session) => {
      for (let count = 0; count < 2; count += 1) session.send(MARK).subscribe({ error: () => undefined });
      return failureOf(() => session.send(MARK));
    }),
  ChatEndedError: () =>
    provoke({ policies: { farewellMs: 1 } }, async (session) => {
      await lastValueFrom(session.disconnect(), { defaultValue: undefined });
      await lastValueFrom(session.status$);
      return failureOf(() => session.send(MARK));
    }),
  SlowConsumerError: () =>
    provoke({ frame$: pushed(frames.message('0', undefined, MARK), 10_100) }, async (session) => {
      const reader = session[Symbol.asyncIterator]();
      try {
        for (;;) await reader.next();
      } catch (error) {
        return error;
      }
    }),
};

/** What the service sends that leads to a diagnostic. */
const ODDITIES: ReadonlyArray<readonly [Diagnostic['type'], Trouble]> = [
  ['unreadableFrame', { frame$: pushed(`{"topic":"aws/chat","content":{"${MARK}":"${MARK}"}}`) }],
  ['unreadableFrame', { frame$: pushed(`{"topic":{"${MARK}":"${MARK}"}}`) }],
  ['unreadableFrame', { frame$: pushed(MARK) }],
  ['oversizedFrame', { frame$: pushed(frames.message('1', undefined, MARK.repeat(200_000))) }],
  [
    'oddItem',
    { frame$: pushed(frames.message('1', undefined, MARK).replace('\\"Ana\\"', `{\\"${MARK}\\":\\"${MARK}\\"}`)) },
  ],
  ['gatewayError', { frame$: pushed(`{"message":"${MARK}","connectionId":"${MARK}","requestId":"${MARK}"}`) }],
  ['unreadableItem', { answers: { '/participant/transcript': answer(200, { Transcript: [{ [MARK]: MARK }] }) } }],
  ['foreignAnswer', { answers: { '/participant/transcript': answer(200, MARK) } }],
  ['retrying', { answers: { '/participant/transcript': broken } }],
  ['retrying', { answers: { '/participant/transcript': answer(200, MARK) } }],
  ['socketLost', { openSocket: () => throwError(indiscreet) }],
  ['internalError', { answers: { '/participant/transcript': buggy } }],
  // A platform names its own errors, and may give them a name of ours: DOMException has a NetworkError.
  ['internalError', { answers: { '/participant/transcript': () => throwError(namesake) } }],
  ['socketLost', { openSocket: () => throwError(namesake) }],
];

describe('what a session tells of its troubles', () => {
  const documented = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([A-Z]\w+Error)` /gm)].map(
    ([, name]) => name,
  );

  it('is provoked here in every documented kind of error', () =>
    expect(Object.keys(PROVOCATIONS).sort()).toEqual([...documented].sort()));

  it.each(Object.keys(PROVOCATIONS))('holds no token, no signed URL and no text: %s', async (name) => {
    const [error, ...told] = await PROVOCATIONS[name]!();
    expect(error).toMatchObject({ name });
    expect(told).not.toEqual([]);
    for (const value of [error, ...told]) expect(everythingSaid(value)).not.toContain(MARK);
  });

  it.each(ODDITIES)('holds no token, no signed URL and no text: %s', async (type, trouble) => {
    const [diagnostic, ...told] = await provoke(trouble, ({ diagnostic$ }) =>
      firstValueFrom(diagnostic$.pipe(filter((one) => one.type === type))),
    );
    for (const value of [diagnostic, ...told]) expect(everythingSaid(value)).not.toContain(MARK);
  });

  it('would be found in any corner of an error', () => {
    const outer = (cause: unknown): unknown => new Error('outer', { cause });
    for (const value of [indiscreet(), outer(outer(new Error(MARK))), { error: outer({ deep: [{ deeper: MARK }] }) }])
      expect(everythingSaid(value)).toContain(MARK);
    expect(everythingSaid(Object.defineProperty(new Error('hidden'), 'token', { value: MARK }))).toContain(MARK);
  });
});

describe('what a checkpoint store tells of its troubles', () => {
  const checkpoint: Checkpoint = sample('contact', MARK);
  const storage = (kept: string) => ({ getItem: () => kept, setItem: fail, removeItem: fail });
  const fail = (): never => {
    throw indiscreet();
  };

  it.each<readonly [string, () => Observable<unknown>]>([
    ['a place that fails', () => webStorageStore({ ...storage(''), getItem: fail }).load('contact')],
    ['a place that cannot be written', () => webStorageStore(storage('')).save('contact', checkpoint)],
    ['a text that is no checkpoint', () => webStorageStore(storage(`{"version":"${MARK}"}`)).load('contact')],
    ['the checkpoint of another', () => webStorageStore(storage(JSON.stringify(checkpoint))).load(MARK)],
    ['a key of another', () => memoryStore().save(MARK, checkpoint)],
  ])('holds no token and no text: %s', async (_, act) => {
    const error = await failureOf(act);
    expect(error).toBeInstanceOf(Error);
    expect(everythingSaid(error)).not.toContain(MARK);
  });
});
