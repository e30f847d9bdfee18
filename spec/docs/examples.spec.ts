import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocksOf, documents, type Block } from './blocks.js';
import { problemsOf } from './compile.js';
import { bundle, run } from './run.js';

interface Program {
  readonly title: string;
  readonly block: Block;
  /** The `text` block behind it: what it prints. */
  readonly output: string;
}

const blocks = documents().flatMap(blocksOf);
const programs = blocks.flatMap((block, index): ReadonlyArray<Program> => {
  const next = blocks[index + 1];
  const output = next?.file === block.file && next.language === 'text' ? next.code : '';
  return block.runs ? [{ title: `${block.file}:${block.line}`, block, output }] : [];
});

describe('the examples of the documentation', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rx-connect-chat-examples-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('compile against the library', () => {
    expect(problemsOf(blocks.filter(({ language }) => language === 'ts'))).toEqual([]);
  }, 120_000);

  it.each(programs)(
    '$title runs, prints what stands below it, and ends',
    ({ block, output }) => {
      const file = join(folder, `${block.file.replaceAll('/', '-')}-${block.line}.mjs`);
      bundle(block, file);
      expect(run(file)).toEqual({ code: 0, stdout: output, stderr: '' });
    },
    60_000,
  );

  it('begin, in the README, with a program that shows a message sent and received', () => {
    const [first] = programs;
    expect(first?.block).toBe(blocks.find(({ file, language }) => file === 'README.md' && language === 'ts'));
    expect(first?.output).toContain('Hello, my kettle leaks.');
  });
});
