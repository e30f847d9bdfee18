// The emulator has to find the server of ws whatever the conditions are by which packages are resolved: under `browser`,
// as in jest with jsdom, the name `ws` is a stub. By the path of its file it is always itself, and still the one copy
// that is installed.
import { existsSync, writeFileSync } from 'node:fs';

const FIND = `require(join(dirname(require.resolve('ws/package.json')), 'index.js'))`;

const TEXTS = {
  esm: `import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
const require = createRequire(import.meta.url);
export const { WebSocketServer } = ${FIND};
`,
  cjs: `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const { dirname, join } = require('node:path');
exports.WebSocketServer = ${FIND}.WebSocketServer;
`,
};

/** Replaces what the compiler made of lib/emulator/socket/web-socket-server.ts. */
export const writeWebSocketServer = (path, format) => {
  if (!existsSync(path)) throw new Error(`${path} was not compiled`);
  writeFileSync(path, TEXTS[format]);
};
