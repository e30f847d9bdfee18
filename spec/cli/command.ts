import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How a command has ended, and what it said. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command under way. */
export interface Running {
  readonly process: ChildProcessWithoutNullStreams;
  /** Resolves when standard output holds the text; rejects when it ends without. */
  readonly says: (text: string) => Promise<void>;
  readonly ended: Promise<Outcome>;
}

/** The command line, built. */
export interface CommandLine {
  readonly start: (args: ReadonlyArray<string>, env?: Readonly<Record<string, string>>) => Running;
  /** Starts a command with nothing to read, and waits for its end. */
  readonly run: (args: ReadonlyArray<string>, env?: Readonly<Record<string, string>>) => Promise<Outcome>;
  readonly remove: () => void;
}

const ESBUILD = join(process.cwd(), 'node_modules/esbuild/bin/esbuild');

const build = (outfile: string): void => {
  const { status, stderr } = spawnSync(
    ESBUILD,
    ['lib/cli/main.ts', '--bundle', '--platform=node', '--format=cjs', '--log-level=warning', `--outfile=${outfile}`],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
};

/** Builds the command line into a folder of its own. Its commands run in an environment of nothing but `PATH`. */
export const buildCommandLine = (): CommandLine => {
  const folder = mkdtempSync(join(tmpdir(), 'rx-connect-chat-cli-'));
  const main = join(folder, 'main.cjs');
  build(main);

  const start: CommandLine['start'] = (args, env = {}) => {
    const child = spawn(process.execPath, [main, ...args], { env: { PATH: process.env.PATH, ...env } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = new Promise<Outcome>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, stdout, stderr }));
    });
    const says = (text: string): Promise<void> =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (stdout.includes(text)) resolve();
        };
        child.stdout.on('data', look);
        child.once('close', () => reject(new Error(`ended without saying ${text}: ${stdout}${stderr}`)));
        look();
      });
    return { process: child, says, ended };
  };

  return {
    start,
    run: (args, env) => {
      const { process: child, ended } = start(args, env);
      child.stdin.end();
      return ended;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
