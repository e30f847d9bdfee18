import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Source } from '../support/layers.js';
import { unsafeWords } from './support/unsafe-words.js';

const LIB = join(__dirname, '..', '..', 'lib');

const sources: ReadonlyArray<Source> = readdirSync(LIB, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(LIB, path), 'utf8') }));

const source = (text: string, path = 'platform/a.ts'): Source => ({ path, text });

describe('the sources of lib', () => {
  it('are there', () => expect(sources.length).toBeGreaterThan(50));

  it('run no text as code, leave TLS alone, write no key of others, say nothing to a console, and set the bearer in one place', () =>
    expect(sources.flatMap(unsafeWords)).toEqual([]));
});

describe('unsafeWords', () => {
  it.each([
    'eval(text);',
    '(0, eval)(text);',
    'const run = new Function(text);',
    "const run = Function('return this');",
    'const code = await import(name);',
    'const code = await import(`./${name}.js`);',
    'const code = require(name);',
    'https.request(url, { rejectUnauthorized: false });',
    "new WebSocket(url, { ca: '' });",
    'options.checkServerIdentity = () => undefined;',
    "process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';",
    'process.env.NODE_TLS_REJECT_UNAUTHORIZED = text;',
    'read[name] = value;',
    'count[name] += 1;',
    'count[name]++;',
    'read[name] ??= [];',
    'Object.assign(read, wire);',
    'Reflect.set(read, name, value);',
    'Object.defineProperty(read, name, { value });',
    'read.__proto__ = value;',
    "const key = '__proto__';",
    'for (const name in wire) read(name);',
    'console.log(text);',
    'const { log } = console;',
    "const headers = { 'X-Amz-Bearer': token };",
    "const headers = { 'x-amz-bearer': token };",
  ])('catches %s', (text) => expect(unsafeWords(source(text))).toHaveLength(1));

  it.each([
    "const code = await import('./a.js');",
    'const value = read[name];',
    'const read: string[] = []; read[index] = value;',
    'const headers = Object.fromEntries(Object.entries(wire));',
    'const read = { ...wire, [name]: value };',
    'bytes[6] = 1;',
    "const hasBearer = name === 'x-amz-bearer';",
    'type Run = Function;',
    '// eval(text)',
    "const text = 'eval(text)';",
    'const a = ports.console;',
  ])('allows %s', (text) => expect(unsafeWords(source(text))).toEqual([]));

  it('allows the console of the command line, and the bearer in its place', () => {
    expect(unsafeWords(source('console.log(text);', 'cli/a.ts'))).toEqual([]);
    expect(unsafeWords(source("const a = { 'X-Amz-Bearer': b };", 'engine/participant/call.ts'))).toEqual([]);
  });
});
