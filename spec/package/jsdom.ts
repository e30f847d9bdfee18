import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const RECIPE = join(ROOT, 'docs/recipes/testing-your-application.md');

/** What an application meets that is configured for nothing but jsdom. */
const UNPREPARED = `
/** @jest-environment jsdom */
const { createChatSession } = require('rx-connect-chat');
const { startEmulator } = require('rx-connect-chat/emulator');

test('the emulator starts, and the session fails at once and says what is missing', async () => {
  const emulator = await startEmulator();
  const session = createChatSession({ endpoint: emulator.endpoint, ...emulator.startChat() });
  const failure = new Promise((resolve) => session.event$.subscribe({ error: resolve }));
  session.connect();
  const error = await failure;
  expect(error.name).toBe('InvalidArgumentError');
  expect(error.message).toMatch(/^ports\\.http is needed here: this platform has no fetch/);
  await emulator.close();
});
`;

/** Everything that a session does, where half of the globals are missing and the rest is jsdom's own. */
const PREPARED = `
const { createChatSession } = require('rx-connect-chat');
const { startEmulator } = require('rx-connect-chat/emulator');
const { filter, firstValueFrom, lastValueFrom } = require('rxjs');

test('a session chats', async () => {
  expect([typeof TextDecoder, typeof TextEncoder, typeof fetch, typeof document]).toEqual([
    'undefined', 'undefined', 'undefined', 'object',
  ]);
  const emulator = await startEmulator({ scanMs: 0 });
  const session = createChatSession({ endpoint: emulator.endpoint, ...emulator.startChat() });
  const connection = session.connect();
  const heard = firstValueFrom(session.message$);
  expect((await lastValueFrom(session.send('Grüße')).catch(String)).type).toBe('sent');
  expect((await heard).content).toBe('Grüße');
  await firstValueFrom(session.status$.pipe(filter(({ type }) => type === 'live')));
  const file = { name: 'a.txt', contentType: 'text/plain', body: 'Grüße' };
  const { attachmentId } = await lastValueFrom(session.sendAttachment(file));
  const { body } = await lastValueFrom(session.downloadAttachment(attachmentId));
  expect([...body]).toEqual([...Buffer.from('Grüße')]);
  await lastValueFrom(session.disconnect());
  connection.unsubscribe();
  await emulator.close();
});
`;

/** The blocks of the recipe that are fenced as `js`: the configuration, then the spec of an application. */
const recipe = (): ReadonlyArray<string> =>
  [...readFileSync(RECIPE, 'utf8').matchAll(/^```js\n([^]*?)^```$/gm)].map(([, code = '']) => code);

/** What applications see whose specs run in jsdom: a real jest on the built package. */
export const describeJsdom = (consumer: () => string): void => {
  const jest = (project: string, files: Readonly<Record<string, string>>): unknown => {
    const folder = join(consumer(), project);
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const env = { PATH: process.env.PATH };
    const args = [join(ROOT, 'node_modules/jest/bin/jest.js'), '--runInBand', '--json', '--no-cache'];
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: folder,
      env,
      encoding: 'utf8',
      timeout: 60_000,
    });
    if (stdout === '') throw new Error(stderr);
    const { testResults, success, numPassedTests }: Results = JSON.parse(stdout);
    return { success, passed: numPassedTests, problems: testResults.map(({ message }) => message).join('') };
  };

  describe('in jest with jsdom', () => {
    beforeAll(() => {
      for (const name of ['jest', 'jest-environment-jsdom']) {
        symlinkSync(join(ROOT, 'node_modules', name), join(consumer(), 'node_modules', name), 'junction');
      }
    });

    it('the emulator starts, and a session says what is missing, without any preparation', () => {
      const files = { 'jest.config.js': 'module.exports = {};', 'unprepared.test.js': UNPREPARED };
      expect(jest('unprepared', files)).toEqual({ success: true, passed: 1, problems: '' });
    }, 90_000);

    it('an application chats with the emulator as the recipe shows', () => {
      const [config = '', spec = ''] = recipe();
      const files = { 'jest.config.js': config, 'widget.test.js': spec, 'prepared.test.js': PREPARED };
      expect(jest('prepared', files)).toEqual({ success: true, passed: 2, problems: '' });
    }, 90_000);
  });
};

interface Results {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly testResults: ReadonlyArray<{ readonly message: string }>;
}
