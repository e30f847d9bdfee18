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
