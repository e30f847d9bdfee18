import { startEmulator, type Emulator } from '../../../lib/emulator/index.js';
import { connectRaw, type RawParticipant } from '../raw-participant.js';

describe('createObservation', () => {
  let emulator: Emulator;
  let customer: RawParticipant;
  const status = async (): Promise<number> => (await customer.call('/participant/transcript')).status;

  beforeEach(async () => {
    emulator = await startEmulator({ faults: { 'response.error': { probability: 1, operation: 'GetTranscript' } } });
    customer = await connectRaw(emulator, emulator.startChat());
  });
  afterEach(() => emulator.close());

  it('switches the faults by chance off and on', async () => {
    expect(await status()).toBe(500);
    emulator.setFaults({});
    expect(await status()).toBe(200);
    emulator.setFaults({ 'response.error': { probability: 1, status: 429 } });
    expect(await status()).toBe(429);
  });

  it('leaves injected faults alone when it does', async () => {
    emulator.inject({ fault: 'response.error', status: 503, operation: 'SendMessage' });
    emulator.setFaults({});
    expect(emulator.pendingInjections()).toBe(1);
    await expect(customer.call('/participant/message')).rejects.toThrow(SyntaxError);
  });
});
