import { startEmulator, type Emulator, type EmulatorOptions } from '../../../lib/emulator/index.js';
import { connectRaw, createConnection, openSocket } from '../raw-participant.js';

describe('acceptSockets', () => {
  let emulator: Emulator;
  const start = async (options: EmulatorOptions = {}) => {
    emulator = await startEmulator(options);
    const details = emulator.startChat();
    const { body } = await createConnection(emulator, details);
    return { details, url: body.Websocket.Url };
  };
  afterEach(() => emulator.close());

  it('refuses who does not know the secret', async () => {
    const { url } = await start();
    await expect(openSocket(`${url}x`)).rejects.toThrow('403');
    await expect(openSocket(url.replace('/socket', '/elsewhere'))).rejects.toThrow('403');
  });

  it('refuses who comes too late', async () => {
    const { url } = await start({ connectWindowMs: 0 });
    await expect(openSocket(url)).rejects.toThrow('403');
  });

  it('lets a URL be used again within its time', async () => {
    const { url, details } = await start();
    await openSocket(url);
    await openSocket(url);
    expect(emulator.connections(details.participantId).open).toBe(2);
  });

  it('refuses everybody once the chat has ended', async () => {
    const { url, details } = await start();
    emulator.endChat(details.contactId);
    await expect(openSocket(url)).rejects.toThrow('403');
  });

  it('closes the oldest socket for the sixth', async () => {
    const { details } = await start();
    const first = await connectRaw(emulator, details);
    for (let index = 0; index < 5; index += 1) await connectRaw(emulator, details);
    expect((await first.closed).code).toBe(1008);
    await emulator.until(() => emulator.connections(details.participantId).open === 5);
  });

  it('refuses the sixth socket, when told to', async () => {
    const { url } = await start({ maxSocketsPerParticipant: 1, onTooManySockets: 'refuse' });
    await openSocket(url);
    await expect(openSocket(url)).rejects.toThrow('429');
  });

  it('refuses on demand, and gives URLs that do not work', async () => {
    const { url, details } = await start();
    emulator.inject({ fault: 'handshake.refuse', status: 500 });
    await expect(openSocket(url)).rejects.toThrow('500');
    emulator.inject({ fault: 'connection.badUrl' });
    const { body } = await createConnection(emulator, details);
    await expect(openSocket(body.Websocket.Url)).rejects.toThrow('403');
    expect(emulator.handshakes.map(({ status, participantId }) => [status, participantId])).toEqual([
      [500, details.participantId],
      [403, undefined],
    ]);
  });

  it('breaks a handshake off in the middle, on demand', async () => {
    const { url, details } = await start();
    emulator.inject({ fault: 'handshake.break' });
    await expect(openSocket(url)).rejects.toThrow();
    expect(emulator.handshakes).toMatchObject([{ participantId: details.participantId, status: undefined }]);
    expect(emulator.connections().opened).toBe(0);
    await openSocket(url);
  });

  it('leaves a handshake hanging on demand, until the emulator is closed', async () => {
    const { url } = await start();
    emulator.inject({ fault: 'handshake.hang' });
    const opening = expect(openSocket(url)).rejects.toThrow();
    await emulator.until(() => emulator.handshakes.length === 1);
    await emulator.close();
    await opening;
  });
});
