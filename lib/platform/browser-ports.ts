import { asyncScheduler } from 'rxjs';
import type { Ports } from '../engine/ports.js';
import { browserHttp } from './browser-http.js';
import { browserOnline } from './browser-online.js';
import { openBrowserSocket } from './browser-socket.js';
import { browserVisible } from './browser-visible.js';
import { newId } from './new-id.js';

/**
 * The outside world as browsers and React Native have it. Touches nothing of theirs before it is used, so that it can
 * be imported, and a session prepared, where a page is rendered on a server.
 */
export const browserPorts = (): Ports => ({
  clock: asyncScheduler,
  random: Math.random,
  newId: () => newId(globalThis.crypto, Math.random),
  http: browserHttp,
  openSocket: openBrowserSocket,
  online$: browserOnline(globalThis),
  visible$: browserVisible(globalThis),
});
