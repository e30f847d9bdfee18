// Builds the package twice with the same compiler: ES modules for import, CommonJS for require, types for both.
// node scripts/build.js [directory], by default dist.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pruneTypes } from './prune-types.js';
import { writeWebSocketServer } from './web-socket-server.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = resolve(process.argv[2] ?? join(root, 'dist'));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

const compile = async (project, directory) => {
  const args = [tsc, '-p', project, '--outDir', join(out, directory)];
  const [code] = await once(
    spawn(process.execPath, args, { cwd: root, stdio: ['inherit', process.stderr, 'inherit'] }),
    'exit',
  );
  if (code !== 0) process.exit(code ?? 1);
};

rmSync(out, { recursive: true, force: true });
await Promise.all([compile('tsconfig.build.json', 'esm'), compile('tsconfig.cjs.json', 'cjs')]);
// The package is of type module: what is compiled for require says for itself that it is not, and so do its types.
writeFileSync(join(out, 'cjs/package.json'), '{ "type": "commonjs" }\n');
writeWebSocketServer(join(out, 'esm/emulator/socket/web-socket-server.js'), 'esm');
writeWebSocketServer(join(out, 'cjs/emulator/socket/web-socket-server.js'), 'cjs');
for (const directory of ['esm', 'cjs']) {
  pruneTypes(join(out, directory), ['index.d.ts', 'index.browser.d.ts', 'emulator/index.d.ts']);
}
chmodSync(join(out, 'esm/cli/main.js'), 0o755);
