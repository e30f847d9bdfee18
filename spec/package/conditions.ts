import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** What tools ask for, besides `import` or `require`: their documentation, 2026. */
const TOOLS: ReadonlyArray<readonly [string, string, 'browser' | 'node']> = [
  ['Node', '', 'node'],
  ['Metro, for React Native', 'react-native', 'browser'],
  ['Metro, for the web', 'browser', 'browser'],
  ['webpack, for pages', 'webpack production browser', 'browser'],
  ['webpack, for workers', 'webpack production worker browser', 'browser'],
  ['webpack, for Electron pages', 'webpack production node browser electron', 'browser'],
  ['webpack, for Electron itself', 'webpack production node electron', 'node'],
  ['wrangler', 'workerd worker browser', 'browser'],
  ['workerd alone', 'workerd', 'browser'],
  ['workers alone', 'worker', 'browser'],
  ['Next.js, at the edge', 'edge-light worker', 'browser'],
  ['the edge alone', 'edge-light', 'browser'],
  ['Deno', 'deno node', 'browser'],
  ['Bun', 'bun node', 'node'],
  ['jest with jsdom', 'browser', 'browser'],
  ['jest with jsdom, told to take what is for Node', 'node', 'node'],
];

/** Which entry each tool finds. */
export const describeConditions = (consumer: () => string): void => {
  const run = (args: ReadonlyArray<string>, cwd: string): string =>
    execFileSync(process.execPath, args, { cwd, encoding: 'utf8', stdio: 'pipe' });
  const flags = (conditions: string): ReadonlyArray<string> =>
    conditions.split(' ').flatMap((name) => (name === '' ? [] : [`--conditions=${name}`]));

  describe('the conditions of the package', () => {
    it.each(TOOLS)('lead %s to the entry for the right platform', (_, conditions, platform) => {
      const name = platform === 'browser' ? 'index.browser.js' : 'index.js';
      const ask = [
        ['--input-type=module', '-e', `console.log(import.meta.resolve('rx-connect-chat'))`],
        ['--input-type=commonjs', '-e', `console.log(require.resolve('rx-connect-chat'))`],
      ];
      const found = ask.map((script) => run([...flags(conditions), ...script], consumer()).trim());
      expect(found.map((path) => path.split('/dist/')[1])).toEqual([`esm/${name}`, `cjs/${name}`]);
    });

    it('bundle nothing of Node where they lead to the entry for browsers', () => {
      const sets = TOOLS.flatMap(([, names, platform]) => (platform === 'browser' ? [names.split(' ')] : []));
      const options = sets.map((names) => ({
        stdin: { contents: "export * from 'rx-connect-chat';", resolveDir: consumer() },
        bundle: true,
        platform: 'neutral',
        mainFields: ['module', 'main'],
        conditions: names.filter((name) => name !== 'node'),
        write: false,
        metafile: true,
      }));
      const script = `const { buildSync } = require('esbuild');
        const inputs = ${JSON.stringify(options)}.map((one) => Object.keys(buildSync(one).metafile.inputs));
        console.log(JSON.stringify(inputs));`;
      const bundles: ReadonlyArray<ReadonlyArray<string>> = JSON.parse(run(['-e', script], ROOT));
      expect(bundles).toHaveLength(sets.length);
      for (const inputs of bundles) {
        expect(inputs.some((path) => path.endsWith('dist/esm/index.browser.js'))).toBe(true);
        expect(inputs.filter((path) => /node_modules\/(ws|cross-fetch|node-fetch)\//.test(path))).toEqual([]);
      }
    });

    it.each(['browser', 'react-native', 'node'])('find an emulator that starts under %s', (condition) => {
      const start = `startEmulator().then(async (emulator) => { await emulator.close(); console.log('closed'); });`;
      for (const script of [
        ['--input-type=module', '-e', `import { startEmulator } from 'rx-connect-chat/emulator';${start}`],
        ['--input-type=commonjs', '-e', `const { startEmulator } = require('rx-connect-chat/emulator');${start}`],
      ]) {
        expect(run([`--conditions=${condition}`, ...script], consumer())).toBe('closed\n');
      }
    });
  });
};
