import { randomUUID } from 'node:crypto';
import { asyncScheduler, concat, NEVER, of } from 'rxjs';
import type { Ports } from '../engine/ports.js';
import { nodeHttp } from './node-http.js';
import { openNodeSocket } from './node-socket.js';

/** The outside world as Node has it. A server is taken to be online: only a failing call tells otherwise. */
export const nodePorts = (): Ports => ({
  clock: asyncScheduler,
  random: Math.random,
  newId: randomUUID,
  http: nodeHttp,
  openSocket: openNodeSocket,
  online$: concat(of(true), NEVER),
  visible$: concat(of(true), NEVER),
});
