import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cycles, forbiddenWords, strayImports, vagueNames, type Source } from './support/layers.js';

const LIB = join(__dirname, '..', 'lib');

const sources: ReadonlyArray<Source> = readdirSync(LIB, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(LIB, path), 'utf8') }));

const source = (path: string, text: string): Source => ({ path, text });

describe('the sources of lib', () => {
  it('are there', () => expect(sources.length).toBeGreaterThan(50));
  it('import inwards only, and each package where it belongs', () => expect(sources.flatMap(strayImports)).toEqual([]));
  it('import in no circle', () => expect(cycles(sources)).toEqual([]));
  it('name the outside world at the edges only', () => expect(sources.flatMap(forbiddenWords)).toEqual([]));
  it('are named after what they hold', () => expect(sources.flatMap(vagueNames)).toEqual([]));
});

describe('strayImports', () => {
  it.each([
    ['chat/item.ts', "import type { A } from '../protocol/a.js';"],
    ['chat/item.ts', "import { map } from 'rxjs';"],
    ['chat/item.ts', "import { either } from 'fp-ts';"],
    ['protocol/frame.ts', "export { a } from '../engine/a.js';"],
    ['protocol/frame.ts', "import { map } from 'rxjs';"],
    ['protocol/frame.ts', "import { a } from 'io-ts/Codec';"],
    ['engine/feed/feed.ts', "import * as t from 'io-ts';"],
    ['engine/feed/feed.ts', "import { WebSocket } from 'ws';"],
    ['engine/feed/feed.ts', "import { a } from '../../platform/a.js';"],
    ['platform/a.ts', "import * as t from 'io-ts';"],
    ['platform/a.ts', "import { a } from '../cli/a.js';"],
    ['platform/a.ts', "import { a } from '../index.js';"],
    ['engine/a.ts', "import { a } from '../emulator/a.js';"],
    ['index.ts', "export { a } from './emulator/index.js';"],
    ['index.ts', "export { a } from './cli/a.js';"],
    ['emulator/a.ts', "import type { Item } from '../chat/item.js';"],
    ['cli/a.ts', "import { a } from '../../spec/a.js';"],
    ['engine/a.ts', "const a = await import('../platform/a.js');"],
  ])('catches in %s: %s', (path, text) => expect(strayImports(source(path, text))).toHaveLength(1));

  it.each([
    [
      'engine/feed/feed.ts',
      "import { either } from 'fp-ts'; import { a } from '../../chat/a.js'; import { b } from './b.js';",
    ],
    ['platform/a.ts', "import { WebSocket } from 'ws'; import { a } from '../engine/a.js';"],
    [
      'cli/a.ts',
      "import { startEmulator } from '../emulator/index.js'; import { a } from '../index.js';".split(';')[0]!,
    ],
    ['emulator/a/b.ts', "import { c } from '../c.js'; import { WebSocketServer } from 'ws';"],
    ['index.ts', "export { a } from './platform/a.js';"],
    ['chat/a.ts', "// import { map } from 'rxjs';"],
  ])('allows in %s: %s', (path, text) => expect(strayImports(source(path, text))).toEqual([]));
});

describe('cycles', () => {
  const a = source('chat/a.ts', "import { b } from './b.js';");
  const b = source('chat/b.ts', "import type { c } from '../engine/c.js';");

  it('finds a circle', () =>
    expect(cycles([a, b, source('engine/c.ts', "import { a } from '../chat/a.js';")])).toEqual([
      'chat/a.ts -> chat/b.ts -> engine/c.ts -> chat/a.ts',
    ]));
  it('finds a file that imports itself', () =>
    expect(cycles([source('chat/a.ts', "import { a } from './a.js';")])).toHaveLength(1));
  it('finds none where there is none', () =>
    expect(cycles([a, b, source('engine/c.ts', 'export const a = 1;')])).toEqual([]));
});

describe('forbiddenWords', () => {
  it.each([
    'const at = Date.now();',
    'const at = new Date();',
    'const chance = Math.random();',
    'setTimeout(() => undefined, 1);',
    'const get = fetch;',
    'const socket = new WebSocket(url);',
    'const wait = (): Promise<void> => done;',
    'for await (const a of b) c(a);',
    'await a;',
    'const go = async () => undefined;',
    'const id = crypto.randomUUID();',
    'const { env } = process;',
    "export * from './a.js';",
    "export * as a from './a.js';",
    'export default 1;',
    "import { taskEither } from 'fp-ts';",
  ])('catches %s in the engine', (text) =>
    expect(forbiddenWords(source('engine/a.ts', text)).length).toBeGreaterThanOrEqual(1),
  );

  it.each([
    'const at = Date.parse(text);',
    'const at = clock.now(); const chance = random();',
    'const answer = ports.fetch(); const a = { process: 1, crypto: 2 };',
    '// setTimeout(() => new Date())',
    "const text = 'await fetch(WebSocket)';",
    'source$.subscribe(subscriber);',
    "import { either as E } from 'fp-ts';",
  ])('allows %s in the engine', (text) => expect(forbiddenWords(source('engine/a.ts', text))).toEqual([]));

  it('allows the world at the edges', () =>
    expect(forbiddenWords(source('platform/a.ts', 'setTimeout(() => fetch(Date.now()), 1);'))).toEqual([]));
  it.each(['chat/a.ts', 'protocol/a.ts', 'index.ts'])('catches subscribe in %s', (path) =>
    expect(forbiddenWords(source(path, 'a$.subscribe();'))).toHaveLength(1),
  );
});

describe('vagueNames', () => {
  it.each(['chat/utils.ts', 'engine/helpers/a.ts', 'engine/types.ts'])('catches %s', (path) =>
    expect(vagueNames(source(path, ''))).toEqual([path]),
  );
  it('allows content-types.ts', () => expect(vagueNames(source('protocol/content-types.ts', ''))).toEqual([]));
});
