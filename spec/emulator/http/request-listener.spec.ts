import { request } from 'node:http';

import { startEmulator, type Emulator } from '../../../lib/emulator/index.js';
import { call, connectRaw } from '../raw-participant.js';

describe('requestListener', () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator({ maxLogEntries: 3 });
  });
  afterEach(() => emulator.close());

  it('answers preflights', async () => {
    const preflight = async (path: string, headers = {}) =>
      (await fetch(emulator.endpoint + path, { method: 'OPTIONS', headers })).headers;
    const headers = await preflight('/participant/message');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-methods')).toBe('POST');
    expect(headers.get('access-control-allow-headers')).toContain('X-Amz-Bearer');
    expect((await preflight('/participant/views/x')).get('access-control-allow-methods')).toBe('GET');
    const storage = await preflight('/storage/x', { 'access-control-request-headers': 'x-amz-acl' });
    expect(storage.get('access-control-allow-headers')).toBe('x-amz-acl');
    expect(storage.get('access-control-allow-methods')).toBe('GET,PUT');
  });

  it('lets browsers read answers and failures, the latter unless told otherwise', async () => {
    const { headers } = await call(emulator.endpoint, '/participant/message', 'wrong');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-expose-headers')).toMatch(/x-amzn-RequestId,x-amzn-ErrorType/);
    const opaque = await startEmulator({ corsOnFailures: false });
    const failure = await call(opaque.endpoint, '/participant/message', 'wrong');
    expect(failure.headers.get('access-control-allow-origin')).toBeNull();
    await opaque.close();
  });

  it('takes headers in any case and overlooks signatures', async () => {
    const { participantToken } = emulator.startChat();
    const status = await new Promise((resolve) => {
      const sent = request(`${emulator.endpoint}/participant/connection?x=y`, {
        method: 'POST',
        headers: { 'X-AMZ-BEARER': participantToken, AUTHORIZATION: 'AWS4-HMAC-SHA256 Credential=/junk' },
      });
      sent.on('response', (response) => resolve(response.resume().statusCode));
      sent.end('{}');
    });
    expect(status).toBe(200);
  });

  it('knows no other paths and methods', async () => {
    const { status, body } = await call(emulator.endpoint, '/participant/nothing', 'x');
    expect([status, body]).toEqual([403, { message: 'Missing Authentication Token' }]);
    expect((await fetch(`${emulator.endpoint}/participant/message`)).status).toBe(403);
  });

  it('refuses bodies that are too large', async () => {
    const customer = await connectRaw(emulator, emulator.startChat());
    expect((await customer.call('/participant/message', ' '.repeat(300_000))).status).toBe(413);
  });

  it('logs requests, and forgets the oldest', async () => {
    const customer = await connectRaw(emulator, emulator.startChat());
    for (const Content of ['a', 'b', 'c', '']) {
      await customer.call('/participant/message', { ContentType: 'text/plain', Content });
    }
    expect(emulator.requests).toHaveLength(3);
    expect(emulator.requests.map(({ operation, status }) => [operation, status])).toEqual([
      ['SendMessage', 200],
      ['SendMessage', 200],
      ['SendMessage', 400],
    ]);
    expect(emulator.requests[0]).toMatchObject({
      method: 'POST',
      path: '/participant/message',
      body: { ContentType: 'text/plain', Content: 'b' },
      headers: { 'x-amz-bearer': expect.any(String) },
      at: expect.any(Number),
    });
  });
});
