import { EventEmitter, once } from 'node:events';

import { startEmulator, type Emulator } from '../../../lib/emulator/index.js';
import { connectRaw, type RawParticipant } from '../raw-participant.js';

describe('answerFrame', () => {
  let emulator: Emulator;
  let customer: RawParticipant;
  const replies = (topic: string) => customer.frames.filter((frame) => frame.topic === topic);

  const start = async (options = {}): Promise<void> => {
    emulator = await startEmulator(options);
    customer = await connectRaw(emulator, emulator.startChat(), { subscribes: false });
  };
  afterEach(() => emulator.close());

  it('acknowledges a subscription with an object and lets the customer join', async () => {
    await start();
    customer.send({ topic: 'aws/subscribe', content: { topics: ['aws/chat'] } });
    await customer.sees(() => customer.frames.length === 2);
    expect(customer.frames[0]).toEqual({
      topic: 'aws/subscribe',
      content: { status: 'success', topics: ['aws/chat'] },
    });
    expect(customer.items()[0]?.ContentType).toMatch(/participant\.joined$/);
  });

  it('refuses a subscription to something else', async () => {
    await start();
    customer.send({ topic: 'aws/subscribe', content: { topics: ['aws/weather'] } });
    await customer.sees(() => replies('aws/subscribe').length === 1);
    expect(customer.acknowledgements()[0]).toEqual({ status: 'failure', topics: ['aws/weather'] });
  });

  it('answers pings and heartbeats', async () => {
    await start();
    customer.send({ topic: 'aws/ping' });
    customer.send({ topic: 'aws/heartbeat' });
    await customer.sees(() => customer.frames.length === 2);
    expect(customer.frames).toEqual([
      { topic: 'aws/ping', statusCode: 200, statusContent: 'OK' },
      { topic: 'aws/heartbeat' },
    ]);
  });

  it('forbids everything else', async () => {
    await start();
    customer.send({ topic: 'aws/weather' });
    customer.send('not JSON');
    customer.send('{"topic":"aws/ping"})');
    await customer.sees(() => customer.frames.length === 3);
    const forbidden = { message: 'Forbidden', connectionId: expect.any(String), requestId: expect.any(String) };
    expect(customer.frames).toEqual([forbidden, forbidden, forbidden]);
  });

  it('overlooks garbage behind a frame when it is lenient', async () => {
    await start({ frames: 'lenient' });
    customer.send('{"topic":"aws/subscribe","content":{"topics":["aws/chat"]}})');
    await customer.sees(() => replies('aws/subscribe').length === 1);
    expect(customer.acknowledgements()[0]?.status).toBe('success');
  });

  it('stops pushing when unsubscribed', async () => {
    await start();
    customer.send({ topic: 'aws/subscribe', content: { topics: ['aws/chat'] } });
    customer.send({ topic: 'aws/unsubscribe', content: { topics: ['aws/chat'] } });
    await customer.sees(() => replies('aws/unsubscribe').length === 1);
    emulator.postMessage(customer.details.contactId, { content: 'unheard' });
    customer.send({ topic: 'aws/ping' });
    await customer.sees(() => replies('aws/ping').length === 1);
    expect(customer.items()).toHaveLength(1);
  });

  it('pushes before it acknowledges, on demand', async () => {
    await start();
    const gate = new EventEmitter();
    emulator.inject({ fault: 'subscribe.delay', until: once(gate, 'open') });
    customer.send({ topic: 'aws/subscribe', content: { topics: ['aws/chat'] } });
    await emulator.until(() => emulator.connections().subscribed === 1);
    emulator.postMessage(customer.details.contactId, { content: 'early' });
    await customer.sees(() => customer.items().length === 1);
    expect(customer.acknowledgements()).toEqual([]);
    gate.emit('open');
    await customer.sees(() => customer.acknowledgements().length === 1);
  });

  it.each([
    [undefined, 1011],
    [4000, 4000],
    [1006, 1006],
  ])('closes a socket that has opened instead of acknowledging, on demand, with code %s', async (code, expected) => {
    await start();
    emulator.inject({ fault: 'subscribe.close', ...(code !== undefined && { code }) });
    customer.send({ topic: 'aws/subscribe', content: { topics: ['aws/chat'] } });
    expect((await customer.closed).code).toBe(expected);
    expect(customer.acknowledgements()).toEqual([]);
    expect(emulator.transcript(customer.details.contactId)).toEqual([]);
  });

  it.each([
    ['handover.loseOld', 'first'],
    ['handover.loseNew', 'second'],
  ] as const)('breaks a handover by %s, which closes the %s socket', async (fault, lost) => {
    await start();
    emulator.inject({ fault, code: 1001 });
    const subscribe = { topic: 'aws/subscribe', content: { topics: ['aws/chat'] } };
    customer.send(subscribe);
    await customer.sees(() => customer.acknowledgements().length === 1);
    expect(emulator.pendingInjections()).toBe(1);
    const second = await connectRaw(emulator, customer.details, { subscribes: false });
    second.send(subscribe);
    const [loser, winner] = lost === 'first' ? [customer, second] : [second, customer];
    expect((await loser.closed).code).toBe(1001);
    await winner.sees(() => winner.acknowledgements().length === 1);
    emulator.postMessage(customer.details.contactId, { content: 'to whom is left' });
    await winner.sees(() => winner.items().at(-1)?.Content === 'to whom is left');
  });

  it('refuses, ignores and fails on demand', async () => {
    await start();
    emulator.inject({ fault: 'subscribe.silence' });
    emulator.inject({ fault: 'subscribe.failure' });
    emulator.inject({ fault: 'heartbeat.silence' });
    emulator.inject({ fault: 'ping.failure' });
    emulator.inject({ fault: 'ping.silence' });
    for (const topic of ['aws/heartbeat', 'aws/ping', 'aws/ping']) customer.send({ topic });
    for (let times = 0; times < 3; times += 1) {
      customer.send({ topic: 'aws/subscribe', content: { topics: ['aws/chat'] } });
    }
    customer.send({ topic: 'aws/heartbeat' });
    await customer.sees(() => replies('aws/heartbeat').length === 1);
    expect(replies('aws/ping')).toMatchObject([{ statusCode: 500 }]);
    expect(customer.acknowledgements().map(({ status }) => status)).toEqual(['failure', 'success']);
    expect(emulator.pendingInjections()).toBe(0);
  });
});
