import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Block } from './blocks.js';

/** What a program said, and how it ended. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const ESBUILD = join(process.cwd(), 'node_modules/esbuild/bin/esbuild');
const PATIENCE_MS = 15_000;

/** Lets the CommonJS packages in a bundle find the modules of Node. */
const BANNER = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** Bundles a block with the library, as it is in `lib`, into an ES module; throws what the bundler has to say. */
export const bundle = ({ code }: Block, outfile: string): void => {
  const { status, stderr } = spawnSync(
    ESBUILD,
    [
      '--bundle',
      '--platform=node',
      '--format=esm',
      '--target=node20',
      '--loader=ts',
      '--log-level=warning',
      `--alias:rx-connect-chat=${join(process.cwd(), 'lib/index.ts')}`,
      `--alias:rx-connect-chat/emulator=${join(process.cwd(), 'lib/emulator/index.ts')}`,
      `--banner:js=${BANNER}`,
      `--outfile=${outfile}`,
    ],
    { input: code, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
};

/** Runs a module in a Node of its own, which must come to its end by itself. */
export const run = (file: string): Outcome => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], {
    encoding: 'utf8',
    timeout: PATIENCE_MS,
    env: { PATH: process.env.PATH },
  });
  return { code: status, stdout, stderr };
};
