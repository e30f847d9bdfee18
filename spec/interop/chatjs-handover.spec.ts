import { startEmulator, type EmulatedChatDetails, type Emulator } from '../../lib/emulator/index.js';
import { loadChatJs } from './load-chatjs.js';

/** Timers of one process may run this much earlier than the clock of another reading says. */
const EARLY_MS = 100;

describe('amazon-connect-chatjs', () => {
  const chatJs = loadChatJs();
  let emulator: Emulator;
  let details: EmulatedChatDetails;

  beforeAll(async () => {
    emulator = await startEmulator();
    details = emulator.startChat();
    chatJs.setGlobalConfig({
      endpoint: emulator.endpoint,
      region: 'us-west-2',
      loggerConfig: { useDefaultLogger: false },
    });
  });

  afterAll(async () => {
    // Its pollers run, and it goes on reconnecting, until the chat ends.
    emulator.endChat(details.contactId);
    await emulator.until(() => emulator.connections().open === 0);
    await emulator.close();
  });

  it('repeats an unanswered subscription after 1 s, and opens a second socket when a heartbeat is missed after 10 s', async () => {
    emulator.inject({ fault: 'subscribe.silence' });
    emulator.inject({ fault: 'heartbeat.silence' });
    const session = chatJs.create({ chatDetails: details, type: chatJs.SessionTypes.CUSTOMER, disableCSM: true });
    await session.connect();
    await emulator.until(() => emulator.connections().closures.length === 1, 15_000);

    const [first] = emulator.frames;
    const seen = emulator.frames.map(({ socketId, text, at }) => [
      socketId === first!.socketId ? 1 : 2,
      /aws\/\w+/.exec(text)?.[0],
      Math.floor((at - first!.at + EARLY_MS) / 1_000),
    ]);
    expect(seen).toEqual([
      [1, 'aws/subscribe', 0],
      [1, 'aws/ping', 0],
      [1, 'aws/heartbeat', 0],
      [1, 'aws/subscribe', 1],
      [2, 'aws/subscribe', 10],
      [2, 'aws/ping', 10],
      [2, 'aws/heartbeat', 10],
    ]);
    const reason = '[Primary WebSocket] Closing WebSocket';
    expect(emulator.connections().closures).toMatchObject([{ code: 1000, reason, by: 'client' }]);
    expect(emulator.requests.map((request) => request.operation)).toEqual([
      'CreateParticipantConnection',
      'CreateParticipantConnection',
    ]);
  });
});
