import { once } from 'node:events';
import { startEmulator } from '../emulator/index.js';

/** Serves an emulator until the process is told to stop. Prints one line of JSON when it is ready. */
export const runEmulator = async (port = '0'): Promise<number> => {
  const number = Number(port);
  if (!/^\d+$/.test(port) || number > 65_535) {
    process.stderr.write('--port takes a number from 0 to 65535\n');
    return 2;
  }
  const emulator = await startEmulator({ port: number });
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  process.stdout.write(`${JSON.stringify({ endpoint: emulator.endpoint })}\n`);
  await stopped;
  await emulator.close();
  return 0;
};
