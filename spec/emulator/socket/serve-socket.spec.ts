import { once } from 'node:events';

import { startEmulator, type Emulator, type EmulatorOptions } from '../../../lib/emulator/index.js';
import { connectRaw } from '../raw-participant.js';

describe('serveSocket', () => {
  let emulator: Emulator;
  const start = async (options: EmulatorOptions = {}) => {
    emulator = await startEmulator(options);
    return connectRaw(emulator, emulator.startChat());
  };
  afterEach(() => emulator.close());

  it('closes a socket when its lifetime is over', async () => {
    const customer = await start({ connectionLifetimeMs: 500 });
    expect(await customer.closed).toEqual({ code: 1001, reason: 'Going away' });
    await emulator.until(() => emulator.connections().closures.length === 1);
    expect(emulator.connections().closures).toMatchObject([{ code: 1001, by: 'service' }]);
  });

  it('closes a socket on which nothing is said', async () => {
    const customer = await start({ idleCloseMs: 500 });
    expect((await customer.closed).code).toBe(1001);
  });

  it('pushes to every subscribed socket of every participant, and replays nothing', async () => {
    const first = await start();
    const { contactId } = first.details;
    const silent = await connectRaw(emulator, first.details, { subscribes: false });
    const { Id } = emulator.postMessage(contactId, { content: 'early' });
    const second = await connectRaw(emulator, first.details);
    const later = emulator.postMessage(contactId, { content: 'late' });
    const isThere = (one: typeof first) => one.items().some((item) => item.Id === later.Id);
    await Promise.all([first.sees(() => isThere(first)), second.sees(() => isThere(second))]);
    expect(first.items().some((item) => item.Id === Id)).toBe(true);
    expect(second.items().map((item) => item.Id)).toEqual([later.Id]);
    expect(silent.frames).toEqual([]);
  });

  it('answers protocol pings, but not those of a half-open socket', async () => {
    const customer = await start();
    customer.socket.ping();
    await once(customer.socket, 'pong');
    expect(emulator.deafenSockets(customer.details.participantId)).toBe(1);
    const { length } = customer.frames;
    customer.send({ topic: 'aws/ping' });
    emulator.postMessage(customer.details.contactId, { content: 'unheard' });
    emulator.pushRaw(customer.details.contactId, 'unheard');
    await emulator.until(() => emulator.frames.length === 2);
    expect(customer.frames).toHaveLength(length);
  });

  it('is deaf from the beginning on demand', async () => {
    emulator = await startEmulator();
    emulator.inject({ fault: 'socket.deaf' });
    const customer = await connectRaw(emulator, emulator.startChat(), { subscribes: false });
    customer.send({ topic: 'aws/ping' });
    await emulator.until(() => emulator.frames.length === 1);
    expect(customer.frames).toEqual([]);
  });

  it('closes sockets as it is told, with any code or none', async () => {
    const customer = await start();
    const other = await connectRaw(emulator, customer.details);
    const { contactId, participantId } = customer.details;
    expect(emulator.dropSockets(participantId, { code: 4001, reason: 'because' })).toBe(2);
    expect(await customer.closed).toEqual({ code: 4001, reason: 'because' });
    expect((await other.closed).code).toBe(4001);
    const third = await connectRaw(emulator, customer.details);
    emulator.dropSockets(contactId, { abrupt: true });
    expect((await third.closed).code).toBe(1006);
    await emulator.until(() => emulator.connections(contactId).open === 0);
    expect(emulator.connections(contactId)).toMatchObject({ opened: 3, subscribed: 0 });
  });

  it('pushes raw text to sockets that have not even subscribed', async () => {
    emulator = await startEmulator();
    const customer = await connectRaw(emulator, emulator.startChat(), { subscribes: false });
    expect(emulator.pushRaw(customer.details.participantId, '<hostile>')).toBe(1);
    await customer.sees(() => customer.texts.includes('<hostile>'));
  });
});
