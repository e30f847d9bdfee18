import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buildSync } from 'esbuild';
import type { Assignment } from './consumer.js';

/** A consumer that runs. */
export interface Life {
  /** Ends it without a warning. */
  readonly kill: () => void;
  /** Resolves when it is over: with whether it came to its end by itself. Rejects when it failed. */
  readonly over: Promise<boolean>;
}

/** A program that can be started, and calls back for each letter that it writes. */
export type Program = (assignment: Assignment, hear: (letter: string) => void) => Life;

/** Runs a bundle by what was compiled of it the first time: starting is most of what a short life costs. */
const LAUNCHER = `
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { wrap } = require('node:module');
const { Script } = require('node:vm');
const file = __dirname + '/consumer.cjs', cache = file + '.cache';
const script = new Script(wrap(readFileSync(file, 'utf8')), {
  filename: file,
  ...(existsSync(cache) && { cachedData: readFileSync(cache) }),
});
if (process.argv[2] === 'compile') writeFileSync(cache, script.createCachedData());
else script.runInThisContext()({}, require, {}, file, __dirname);
`;

/** Bundles the consumer into a directory. */
export const buildProgram = async (directory: string): Promise<Program> => {
  const launcher = join(directory, 'launcher.cjs');
  buildSync({
    entryPoints: [join(__dirname, 'consumer.ts')],
    outfile: join(directory, 'consumer.cjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    conditions: ['module', 'import'],
    logLevel: 'error',
  });
  writeFileSync(launcher, LAUNCHER);
  await once(spawn(process.execPath, [launcher, 'compile'], { stdio: 'inherit' }), 'exit');

  return (assignment, hear) => {
    const child: ChildProcessByStdio<null, Readable, Readable> = spawn(
      process.execPath,
      [launcher, JSON.stringify(assignment)],
      { stdio: ['ignore', 'pipe', 'pipe'], env: {} },
    );
    let complaint = '';
    child.stderr.on('data', (data) => (complaint += String(data)));
    child.stdout.on('data', (data) => String(data).split('').forEach(hear));
    const over = once(child, 'close').then(([code, signal]) => {
      if (signal === 'SIGKILL') return false;
      if (code === 0) return true;
      throw new Error(`the consumer failed: ${complaint}`);
    });
    return { kill: () => void child.kill('SIGKILL'), over };
  };
};
