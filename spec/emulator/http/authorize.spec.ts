import { startEmulator, type Emulator } from '../../../lib/emulator/index.js';
import { connectRaw } from '../raw-participant.js';

describe('authorize', () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.close());

  it('lets the connection tokens of the caller expire on demand, and of nobody else', async () => {
    const details = emulator.startChat();
    const [first, second] = [await connectRaw(emulator, details), await connectRaw(emulator, details)];
    const agent = await connectRaw(emulator, emulator.addParticipant(details.contactId, { displayName: 'Ana' }));
    emulator.inject({ fault: 'token.expire', operation: 'GetTranscript' });
    expect((await first.call('/participant/message', { ContentType: 'text/plain', Content: 'x' })).status).toBe(200);
    const refusal = await first.call('/participant/transcript');
    expect([refusal.status, refusal.headers.get('x-amzn-errortype')]).toEqual([403, 'AccessDeniedException']);
    expect((await first.call('/participant/transcript')).status).toBe(403);
    expect((await second.call('/participant/transcript')).status).toBe(403);
    expect((await agent.call('/participant/transcript')).status).toBe(200);
    const renewed = await connectRaw(emulator, details);
    expect((await renewed.call('/participant/transcript')).status).toBe(200);
  });
});
