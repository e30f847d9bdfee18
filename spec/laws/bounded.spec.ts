import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { merge, Observable, of, Subject } from 'rxjs';
import { createEngine } from '../../lib/engine/create-engine.js';
import { DEFAULT_POLICIES } from '../../lib/engine/policies.js';
import type { HttpRequest, Ports } from '../../lib/engine/ports.js';
import type { Session } from '../../lib/engine/session.js';
import { createProcessClock } from '../simulation/network/process-clock.js';
import { createVirtualTime, type VirtualTime } from '../simulation/virtual-time.js';

/** What a peer, the service or the caller can make as many of as it likes. */
type Flood = (stage: Stage, number: number) => void;

interface Stage {
  readonly session: Session;
  readonly time: VirtualTime;
  /** Pushes an item. */
  readonly push: (item: object) => void;
  readonly pushRaw: (text: string) => void;
  /** Closes the socket. */
  readonly close: () => void;
}

const EPOCH = Date.parse('2026-03-02T10:00:00.000Z');
const WARM = 1_000;
const MANY = 10_000;

/** Less than it takes to keep the least of each: an id, and its place in a collection. */
const MOST_BYTES = 60 * MANY;

const item = (number: number, more: object): object => ({
  AbsoluteTime: new Date(EPOCH + number).toISOString(),
  Id: `item-${number}`,
  ContactId: 'contact',
  ParticipantId: 'ana',
  DisplayName: 'Ana',
  ParticipantRole: 'AGENT',
  ...more,
});
const text = { Type: 'MESSAGE', ContentType: 'text/plain', Content: 'x'.repeat(200) };
const event = (name: string): object => ({
  Type: 'EVENT',
  ContentType: `application/vnd.amazonaws.connect.event.${name}`,
});
const chunk = (number: number, id: string): object => ({
  Type: 'MESSAGE',
  ContentType: 'text/plain',
  Content: 'x'.repeat(20),
  Id: id,
  ParticipantRole: 'SYSTEM',
  MessageMetadata: { MessageId: id, MessageCompleted: false, ChunkNumber: number },
});
const receipt = (messageId: string, recipientId: string): object => ({
  Type: 'MESSAGEMETADATA',
  ContentType: 'application/vnd.amazonaws.connect.event.message.metadata',
  MessageMetadata: {
    MessageId: messageId,
    Receipts: [{ DeliveredTimestamp: new Date(EPOCH).toISOString(), RecipientParticipantId: recipientId }],
  },
});
const ignore = { error: () => undefined };

const FLOODS: Readonly<Record<string, Flood>> = {
  messages: ({ push }, n) => push(item(n, text)),
  'receipts of messages that nobody has seen': ({ push }, n) => push(item(n, receipt(`unseen-${n}`, 'ana'))),
  'receipts of one message by ever more recipients': ({ push }, n) => push(item(n, receipt('one', `recipient-${n}`))),
  'participants who join and never leave': ({ push }, n) =>
    push(item(n, { ...event('participant.joined'), ParticipantId: `p-${n}` })),
  'participants who type at once': ({ push }, n) => push(item(n, { ...event('typing'), ParticipantId: `p-${n}` })),
  'participants who post once': ({ push }, n) => push(item(n, { ...text, ParticipantId: `p-${n}` })),
  'streamed messages that never end': ({ push }, n) => push(item(n, chunk(1, `stream-${n}`))),
  'chunks that come too early': ({ push }, n) => push(item(1, chunk(2 * n + 2, 'stream'))),
  attachments: ({ push }, n) =>
    push(item(n, { Type: 'ATTACHMENT', Attachments: [{ AttachmentId: `a-${n}`, Status: 'IN_PROGRESS' }] })),
  'items of unknown kinds': ({ push }, n) => push(item(n, { Type: 'EVENT', ContentType: `news/${n}` })),
  'frames that are no JSON': ({ pushRaw }, n) => pushRaw(`{${n}`),
  'frames of unknown topics': ({ pushRaw }, n) => pushRaw(`{"topic":"news/${n}"}`),
  'sockets that close': ({ close, time }) => {
    close();
    time.runUntil(time.now() + 1_000);
  },
  'sends that are rejected': ({ session, time }, n) => {
    session.send(`rejected ${n}`).subscribe(ignore);
    time.runUntil(time.now() + 5);
  },
  'sends of which nobody knows whether they arrived': ({ session, push, time }, n) => {
    session.send({ content: `unknown ${n}`, clientToken: `token-${n}` }).subscribe(ignore);
    push(item(n, { ...text, Content: `own ${n}`, ParticipantId: 'self' }));
    time.runUntil(time.now() + 20);
  },
  'sends that are sent and never shown': ({ session, time }, n) => {
    session.send({ content: `sent ${n}`, clientToken: `token-${n}` }).subscribe(ignore);
    time.runUntil(time.now() + 5);
  },
  'messages while a send has come to nothing': ({ session, push, time }, n) => {
    if (n % 1_000 === 1) session.send(`rejected ${n}`).subscribe(ignore);
    push(item(n, text));
    time.runUntil(time.now() + 1);
  },
  'sends beyond what may wait': ({ session }, n) => session.send(`waits ${n}`).subscribe(ignore),
  'receipts that one gives': ({ session, push, time }, n) => {
    push(item(n, text));
    session.markRead(`item-${n}`).subscribe(ignore);
    time.runUntil(time.now() + 20);
  },
  'readers that come and go': ({ session }) =>
    merge(session.event$, session.transcript$, session.checkpoint$, session.status$).subscribe().unsubscribe(),
};

const answerOf = ({ url, body }: HttpRequest): { readonly status: number; readonly body: string } => {
  const ok = (value: object) => ({ status: 200, body: JSON.stringify(value) });
  const asked = typeof body === 'string' ? body : '';
  switch (url.slice(url.lastIndexOf('/') + 1)) {
    case 'connection':
      return ok({ Websocket: { Url: 'wss://feed.example' }, ConnectionCredentials: { ConnectionToken: 'token' } });
    case 'message':
      if (asked.includes('sent')) return ok({ Id: asked, AbsoluteTime: new Date(EPOCH).toISOString() });
      return asked.includes('rejected') ? { status: 400, body: '{}' } : { status: 500, body: '{}' };
    case 'event':
      return ok({ Id: 'event', AbsoluteTime: new Date(EPOCH).toISOString() });
    default:
      return ok({ Transcript: [] });
  }
};

const openStage = (): Stage => {
  const time = createVirtualTime();
  const owner = { isAlive: () => true, asleepUntil: () => 0 };
  const { clock } = createProcessClock(time, owner, () => EPOCH + time.now());
  let present: { readonly next: (text: string) => void; readonly close: () => void } | undefined;
  let ids = 0;

  const ports: Ports = {
    clock,
    random: () => 0.5,
    newId: () => `id-${(ids += 1)}`,
    online$: of(true),
    visible$: of(true),
    http: (request) => of({ type: 'response', headers: {}, ...answerOf(request) } as const),
    openSocket: () =>
      new Observable((subscriber) => {
        const frame$ = new Subject<unknown>();
        present = {
          next: (frame) => frame$.next(frame),
          close: () => subscriber.error(new Error('closed')),
        };
        const send = (frame: string): void => {
          const { topic } = JSON.parse(frame) as { readonly topic: string };
          const status = { content: { status: 'success' }, statusCode: 200, statusContent: 'OK' };
          time.after(1, () => frame$.next(JSON.stringify({ topic, ...status })));
        };
        subscriber.next({ frame$, send });
      }),
  };
  const policies = {
    maxRememberedItems: 100,
    maxHeldItems: 100,
    maxQueuedSends: 20,
    sendDeadlineMs: 5_000,
    auditMs: 0,
    // The least that goes on by itself.
    heartbeatMs: 1_000,
    settleMs: 1,
    backoffCapMs: 1_000,
    receiptThrottleMs: 10,
    rates: Object.fromEntries(
      Object.keys(DEFAULT_POLICIES.rates).map((name) => [name, { perSecond: 1_000, burst: 1_000 }]),
    ) as typeof DEFAULT_POLICIES.rates,
  };
  const session = createEngine(ports, { endpoint: 'https://service.example', policies }).session({
    contactId: 'contact',
    participantToken: 'token',
    participantId: 'self',
  });
  const all$ = [
    session.event$,
    session.message$,
    session.status$,
    session.transcript$,
    session.typing$,
    session.participants$,
    session.checkpoint$,
    session.diagnostic$,
  ];
  all$.forEach((stream$: Observable<unknown>) => stream$.subscribe());
  session.connect();
  time.runUntil(20_000);
  const pushRaw = (frame: string): void => present?.next(frame);
  return {
    session,
    time,
    pushRaw,
    push: (value) => {
      pushRaw(JSON.stringify({ topic: 'aws/chat', content: JSON.stringify(value) }));
      time.runUntil(time.now() + 1);
    },
    close: () => present?.close(),
  };
};

setFlagsFromString('--expose_gc');
// As long as they are in a platform of their own: jest makes them ten times longer.
Error.stackTraceLimit = 10;
const collectGarbage: () => void = runInNewContext('gc');
const heapBytes = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

describe('a session', () => {
  it.each(Object.entries(FLOODS))('stays as large as it is, whatever comes of %s', (_, flood) => {
    const stage = openStage();
    const grown = (from: number, to: number): number => {
      for (let number = from; number < to; number += 1) flood(stage, number);
      // Timers that were cancelled stay in virtual time until they would have been due.
      stage.time.runUntil(stage.time.now() + 60_000);
      return heapBytes();
    };
    const before = grown(1, WARM);
    expect(grown(WARM, WARM + MANY) - before).toBeLessThan(MOST_BYTES);
    // So that nothing of it is collected before it is measured.
    expect(stage.session).toBeDefined();
  });
});
