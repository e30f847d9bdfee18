#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { InvalidArgumentError } from '../index.js';
import { runChat } from './chat.js';
import { runDemo } from './demo.js';
import { runEmulator } from './emulator.js';
import { USAGE } from './usage.js';

const run = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      region: { type: 'string' },
      endpoint: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [command] = positionals;
  if (values.help === true || command === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  const { port, region, endpoint } = values;
  switch (command) {
    case 'emulator':
      return runEmulator(port);
    case 'demo':
      return runDemo();
    case 'chat':
    case undefined:
      if (region !== undefined || endpoint !== undefined) return runChat({ region, endpoint });
      return process.stdin.isTTY && process.stdout.isTTY ? runChat({}) : runDemo();
    default:
      process.stderr.write(`unknown command: ${command}\n\n${USAGE}`);
      return 2;
  }
};

run().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const isUsage = error instanceof TypeError || error instanceof InvalidArgumentError;
    process.stderr.write(`${error instanceof Error ? error.message : 'something that is no error was thrown'}\n`);
    process.exitCode = isUsage ? 2 : 1;
  },
);
