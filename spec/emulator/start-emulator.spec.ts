import { NonLoopbackError, startEmulator } from '../../lib/emulator/index.js';
import { connectRaw } from './raw-participant.js';

describe('startEmulator', () => {
  it('listens on a free port of the loopback address', async () => {
    const emulator = await startEmulator();
    expect(emulator.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+$/);
    await emulator.close();
  });

  it('takes an option that is undefined for absent', async () => {
    const emulator = await startEmulator({ port: undefined, host: undefined, seed: undefined, faults: undefined });
    const customer = await connectRaw(emulator, emulator.startChat({ displayName: undefined }));
    const { Id } = emulator.postMessage(customer.details.contactId, { content: 'Hello', contentType: undefined });
    await customer.sees(() => customer.items().some((item) => item.Id === Id && item.ContentType === 'text/plain'));
    await emulator.close();
  });

  // As a caller without types would.
  const start: (...given: never[]) => Promise<unknown> = startEmulator;
  const asNever = (given: unknown): never[] => [given] as never[];

  it.each<readonly [string, unknown]>([
    ['options', null],
    ['options', 5],
    ['options', 'x'],
    ['options', []],
    ['prot', { prot: 1 }],
    ['constructor', { constructor: 1 }],
    ['port', { port: -1 }],
    ['port', { port: Number.NaN }],
    ['port', { port: 65_536 }],
    ['port', { port: '8080' }],
    ['port', { port: null }],
    ['host', { host: 5 }],
    ['seed', { seed: Number.NaN }],
    ['clockSkewMs', { clockSkewMs: Number.POSITIVE_INFINITY }],
    ['connectionLifetimeMs', { connectionLifetimeMs: Number.POSITIVE_INFINITY }],
    ['scanMs', { scanMs: '5s' }],
    ['scanMs', { scanMs: -1 }],
    ['scan', { scan: 'APPROVED' }],
    ['frames', { frames: 'strikt' }],
    ['gatewayErrors', { gatewayErrors: 'yes' }],
    ['attachmentTypes', { attachmentTypes: 'image/png' }],
    ['faults', { faults: 0.5 }],
    ['faults.response.eror', { faults: { 'response.eror': 1 } }],
    ['faults.response.error', { faults: { 'response.error': 2 } }],
    ['faults.response.error', { faults: { 'response.error': 'often' } }],
    ['faults.response.error.probability', { faults: { 'response.error': { status: 500 } } }],
    ['faults.response.error.probability', { faults: { 'response.error': [{ probability: Number.NaN }] } }],
    ['rateLimits', { rateLimits: 5 }],
    ['rateLimits.SendMesage', { rateLimits: { SendMesage: { perSecond: 1, burst: 1 } } }],
    ['rateLimits.SendMessage.burst', { rateLimits: { SendMessage: { perSecond: 1, burst: '1' } } }],
  ])('rejects by name what it cannot use: %s, %j', async (field, options) => {
    await expect(start(...asNever(options))).rejects.toMatchObject({ name: 'InvalidArgumentError', field });
  });

  it('takes Infinity for what is to have no end', async () => {
    const emulator = await startEmulator({ chatDurationMs: Infinity, idleCloseMs: Infinity, clientTokenMs: Infinity });
    await emulator.close();
  });

  it('refuses faults that nobody knows, also later', async () => {
    const emulator = await startEmulator();
    const inject: (...given: never[]) => unknown = emulator.inject;
    const setFaults: (...given: never[]) => unknown = emulator.setFaults;
    expect(() => inject(...asNever({ fault: 'response.eror' }))).toThrow('fault is none of FAULTS');
    expect(() => inject(...asNever(undefined))).toThrow('fault is none of FAULTS');
    expect(() => setFaults(...asNever({ 'response.eror': 1 }))).toThrow('faults.response.eror is not known');
    expect(emulator.pendingInjections()).toBe(0);
    await emulator.close();
  });

  it('refuses a host that others can reach, unless that is allowed', async () => {
    await expect(startEmulator({ host: '0.0.0.0' })).rejects.toBeInstanceOf(NonLoopbackError);
    const emulator = await startEmulator({ host: '0.0.0.0', allowNonLoopback: true });
    await emulator.close();
  });

  it('rejects when the port is taken', async () => {
    const emulator = await startEmulator();
    const port = Number(new URL(emulator.endpoint).port);
    await expect(startEmulator({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await emulator.close();
  });

  it('leaves no socket behind when it is closed, and can be closed twice', async () => {
    const emulator = await startEmulator();
    const customer = await connectRaw(emulator, emulator.startChat());
    await emulator.close();
    await emulator.close();
    expect((await customer.closed).code).toBe(1006);
    await expect(fetch(emulator.endpoint)).rejects.toThrow();
  });

  it('gives up all waiting when it is closed', async () => {
    const emulator = await startEmulator();
    const waiting = expect(emulator.until(() => false)).rejects.toMatchObject({ name: 'ConditionTimeoutError' });
    await emulator.close();
    await waiting;
  });

  it('gives up waiting for what does not happen in time', async () => {
    const emulator = await startEmulator();
    await expect(emulator.until(() => false, 5)).rejects.toMatchObject({ timeoutMs: 5 });
    await emulator.close();
  });

  it('shifts its clock', async () => {
    const emulator = await startEmulator({ clockSkewMs: 3_600_000 });
    const details = emulator.startChat();
    const customer = await connectRaw(emulator, details);
    const { headers, body } = await customer.call('/participant/message', { ContentType: 'text/plain', Content: 'x' });
    const ahead = Date.now() + 3_000_000;
    expect(Date.parse(headers.get('date')!)).toBeGreaterThan(ahead);
    expect(Date.parse(body.AbsoluteTime)).toBeGreaterThan(ahead);
    await emulator.close();
  });
});
