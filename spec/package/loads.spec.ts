import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { describeConditions } from './conditions.js';
import { describeDeclarations } from './declarations.js';
import { describeJsdom } from './jsdom.js';

const ROOT = join(__dirname, '..', '..');
const DEPENDENCIES = ['rxjs', 'ws', 'cross-fetch', 'io-ts', 'fp-ts'];
/** Everything that the package exports and all it depends on, minified and gzipped. Lower it when it can be lowered. */
const MAX_BROWSER_BYTES = 71_000;

let consumer: string;
let installed: string;

beforeAll(() => {
  consumer = mkdtempSync(join(tmpdir(), 'rx-connect-chat-'));
  const modules = join(consumer, 'node_modules');
  installed = join(modules, 'rx-connect-chat');
  mkdirSync(installed, { recursive: true });
  cpSync(join(ROOT, 'package.json'), join(installed, 'package.json'));
  execFileSync(process.execPath, [join(ROOT, 'scripts/build.js'), join(installed, 'dist')], { stdio: 'pipe' });
  for (const name of DEPENDENCIES) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name), 'junction');
}, 120_000);

afterAll(() => rmSync(consumer, { recursive: true, force: true }));

/** Runs a script as the consumer would, with no loader in between; what it prints is its result. */
const run = (kind: 'module' | 'commonjs', script: string): unknown =>
  JSON.parse(
    execFileSync(process.execPath, [`--input-type=${kind}`, '-e', script], {
      cwd: consumer,
      encoding: 'utf8',
      stdio: 'pipe',
      timeout: 20_000,
    }),
  );

/** Runs a script that must fail, and gives the code of the error. */
const codeOf = (kind: 'module' | 'commonjs', specifier: string): unknown =>
  run(
    kind,
    `import(${JSON.stringify(specifier)}).then(() => 'loaded', (error) => error.code).then((code) => console.log(JSON.stringify(code)))`,
  );

const PREPARE = `
  const engine = door.createChatEngine({ endpoint: 'http://127.0.0.1:1' });
  const session = engine.session({ contactId: 'c', participantToken: 't' });
  console.log(JSON.stringify([Object.keys(door).sort(), typeof session.connect]));`;

describe('the built package', () => {
  it('is loaded by import and by require, with the same names', () => {
    const imported = run('module', `import * as door from 'rx-connect-chat';${PREPARE}`);
    const required = run('commonjs', `const door = require('rx-connect-chat');${PREPARE}`);
    expect(imported).toEqual([
      expect.arrayContaining(['createChatEngine', 'createChatSession', 'chatEvents']),
      'function',
    ]);
    expect(required).toEqual(imported);
  });

  it('brings its emulator by import and by require', () => {
    const start = `startEmulator({ port: 0 }).then(async (emulator) => {
      console.log(JSON.stringify(emulator.endpoint));
      await (emulator.stop ?? emulator.close).call(emulator);
    });`;
    const endpoint = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(run('module', `import { startEmulator } from 'rx-connect-chat/emulator';${start}`)).toEqual(endpoint);
    expect(run('commonjs', `const { startEmulator } = require('rx-connect-chat/emulator');${start}`)).toEqual(endpoint);
  });

  it.each([
    'rx-connect-chat/dist/esm/index.js',
    'rx-connect-chat/dist/esm/engine/feed/feed.js',
    'rx-connect-chat/engine/feed/feed.js',
    'rx-connect-chat/lib/index.ts',
    'rx-connect-chat/cli',
  ])('refuses %s', (specifier) => expect(codeOf('module', specifier)).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED'));

  it('lets its package.json be read', () =>
    expect(run('commonjs', `console.log(JSON.stringify(require('rx-connect-chat/package.json').name))`)).toBe(
      'rx-connect-chat',
    ));

  it('says nothing of io-ts and fp-ts in its types', () =>
    expect(declarations().filter((path) => /['"](io-ts|fp-ts)/.test(readFileSync(path, 'utf8')))).toEqual([]));

  it('keeps its types complete', () => {
    const names = new Set(declarations());
    const missing = [...names].flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/(?:from|import\()\s*['"](\.[^'"]+)\.js['"]/g)]
        .map(([, target]) => `${join(path, '..', target!)}.d.ts`)
        .filter((target) => !names.has(target)),
    );
    expect(missing).toEqual([]);
    expect(names.size).toBeGreaterThan(10);
  });
});

describeConditions(() => consumer);
describeDeclarations(() => consumer);
describeJsdom(() => consumer);

describe('the browser bundle', () => {
  /** In a process of its own: esbuild refuses to run in jest's realm. */
  const bundle = (format: 'esm' | 'iife'): { readonly code: string; readonly inputs: ReadonlyArray<string> } => {
    const outfile = join(consumer, `${format}.js`);
    const options = {
      stdin: { contents: "export * from 'rx-connect-chat';", resolveDir: consumer },
      bundle: true,
      minify: true,
      platform: 'browser',
      target: 'es2022',
      format,
      globalName: 'door',
      outfile,
      metafile: true,
    };
    const script = `const { metafile } = require('esbuild').buildSync(${JSON.stringify(options)});
      console.log(JSON.stringify(Object.keys(metafile.inputs)));`;
    const printed = execFileSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' });
    const inputs: ReadonlyArray<string> = JSON.parse(printed);
    return { code: readFileSync(outfile, 'utf8'), inputs };
  };

  it('holds nothing of Node', () => {
    const { code, inputs } = bundle('esm');
    expect(inputs.filter((path) => /node_modules\/(ws|node-fetch)\/|\/node-[a-z]+\.js$/.test(path))).toEqual([]);
    expect(code).not.toMatch(/["']node:|require\(["'](http|https|net|tls|stream|crypto)["']\)/);
  });

  it('holds neither the emulator nor the command line', () =>
    expect(bundle('esm').inputs.filter((path) => /dist\/esm\/(emulator|cli)\//.test(path))).toEqual([]));

  it('is small', () => expect(gzipSync(bundle('esm').code, { level: 9 }).length).toBeLessThan(MAX_BROWSER_BYTES));

  it('can be loaded where there is no browser at all', () => {
    const { code } = bundle('iife');
    const names: unknown = runInNewContext(`${code}; Object.keys(door)`, {});
    expect(names).toEqual(expect.arrayContaining(['createChatEngine', 'chatEvents']));
  });
});

const declarations = (): ReadonlyArray<string> =>
  readdirSync(join(installed, 'dist'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.d.ts'))
    .map((path) => join(installed, 'dist', path));
