import { EventEmitter, once } from 'node:events';

import { startEmulator, type Emulator, type Injection } from '../../../lib/emulator/index.js';
import { connectRaw, type RawParticipant } from '../raw-participant.js';

describe('serveOperation', () => {
  let emulator: Emulator;
  let customer: RawParticipant;
  const send = () => customer.call('/participant/message', { ContentType: 'text/plain', Content: 'x' });
  const posted = () => emulator.transcript(customer.details.contactId).filter((item) => item.Content === 'x').length;
  const inject = (injection: Injection) => emulator.inject({ operation: 'SendMessage', ...injection });

  beforeEach(async () => {
    emulator = await startEmulator();
    customer = await connectRaw(emulator, emulator.startChat());
  });
  afterEach(() => emulator.close());

  it('answers an error instead of doing anything', async () => {
    inject({ fault: 'response.error', status: 429, retryAfterSeconds: 2 });
    const { status, headers, body } = await send();
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toBe('2');
    expect(headers.get('x-amzn-errortype')).toBe('ThrottlingException');
    expect(body).toEqual({ message: 'Rate exceeded' });
    expect(posted()).toBe(0);
    expect((await send()).status).toBe(200);
  });

  it('answers as the gateway in front of the service', async () => {
    inject({ fault: 'response.error', status: 403, gateway: true });
    const { headers, body } = await send();
    expect(headers.get('x-amzn-errortype')).toBeNull();
    expect(headers.get('x-amzn-requestid')).not.toBeNull();
    expect(body).toEqual({ Message: 'User is not authorized to access this resource with an explicit deny' });
    inject({ fault: 'response.error', status: 503 });
    await expect(send()).rejects.toThrow(SyntaxError);
  });

  it('answers as a proxy does, which numbers nothing, with a status that the service does not use', async () => {
    inject({ fault: 'response.error', status: 418 });
    const answer = await fetch(`${emulator.endpoint}/participant/message`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(418);
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect(answer.headers.get('x-amzn-requestid')).toBeNull();
  });

  it.each([
    ['response.reset', 0],
    ['response.lost', 1],
    ['response.malformed', 1],
    ['response.truncated', 1],
  ] as const)('fails the caller by %s', async (fault, effects) => {
    inject({ fault });
    await expect(send()).rejects.toThrow();
    expect(posted()).toBe(effects);
  });

  it('hangs, or only takes its time', async () => {
    inject({ fault: 'response.hang' });
    const endless = expect(send()).rejects.toThrow();
    inject({ fault: 'response.delay', delayMs: 20 });
    expect((await send()).status).toBe(200);
    expect(posted()).toBe(1);
    await emulator.close();
    await endless;
  });

  it('holds an answer back until it is let go', async () => {
    const gate = new EventEmitter();
    inject({ fault: 'response.delay', until: once(gate, 'open') });
    const answer = send();
    await emulator.until(() => posted() === 1);
    expect(emulator.requests.at(-1)?.status).toBeUndefined();
    gate.emit('open');
    expect((await answer).status).toBe(200);
  });

  it('does not say when it answers, or says it wrong, on demand', async () => {
    inject({ fault: 'response.dateMissing' });
    expect((await send()).headers.get('date')).toBeNull();
    const aheadMs = async (injection: Injection): Promise<number> => {
      inject(injection);
      return Date.parse((await send()).headers.get('date')!) - Date.now();
    };
    expect(await aheadMs({ fault: 'response.dateWrong' })).toBeGreaterThan(7_100_000);
    expect(await aheadMs({ fault: 'response.dateWrong', skewMs: -3_600_000 })).toBeLessThan(-3_500_000);
    inject({ fault: 'response.error', status: 429 });
    inject({ fault: 'response.dateMissing' });
    const { status, headers } = await send();
    expect([status, headers.get('date')]).toEqual([429, null]);
    expect((await send()).headers.get('date')).not.toBeNull();
  });

  it('answers refusals as the gateway does, when told to', async () => {
    const gateway = await startEmulator({ gatewayErrors: true });
    const jane = await connectRaw(gateway, gateway.startChat());
    const { status, headers, body } = await jane.call('/participant/transcript', {}, 'wrong');
    expect(status).toBe(403);
    expect(headers.get('x-amzn-errortype')).toBeNull();
    expect(body.Message).toMatch(/explicit deny/);
    await gateway.close();
  });

  it('throttles the whole instance, when told to', async () => {
    const busy = await startEmulator({ rateLimits: true });
    const jane = await connectRaw(busy, busy.startChat());
    const tom = await connectRaw(busy, busy.startChat());
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) => (index % 2 === 0 ? jane : tom).call('/participant/transcript')),
    );
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(2);
    await busy.close();
  });
});
