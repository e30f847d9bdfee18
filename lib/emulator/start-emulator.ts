import { once } from 'node:events';
import { createServer } from 'node:http';

import { checkOptions } from './check-options.js';
import { createService } from './create-service.js';
import type { Emulator } from './emulator.js';
import type { EmulatorOptions } from './emulator-options.js';
import { requestListener } from './http/request-listener.js';
import { assertLoopback, authority } from './loopback.js';
import { settingsFrom } from './settings.js';
import { acceptSockets } from './socket/accept-sockets.js';
import { createAuthenticationSteering } from './steering/authentication-steering.js';
import { createChatSteering } from './steering/chat-steering.js';
import { createObservation } from './steering/observation.js';
import { createPostSteering } from './steering/post-steering.js';
import { createSocketSteering } from './steering/socket-steering.js';

/**
 * Starts a participant service on this machine; resolves when it listens. Rejects with an `InvalidArgumentError` that names an
 * option that is unknown or unusable, with `NonLoopbackError` for a host others can reach, and with the system's error when the
 * port is taken.
 */
export const startEmulator = async (options: EmulatorOptions = {}): Promise<Emulator> => {
  checkOptions(options);
  const settings = settingsFrom(options);
  assertLoopback(settings.host, settings.allowNonLoopback);

  const server = createServer();
  const address = (): string => {
    const bound = server.address();
    return authority(settings.host, typeof bound === 'object' && bound !== null ? bound.port : settings.port);
  };
  const service = createService(settings, address);
  server.on('request', requestListener(service));
  const dropAllSockets = acceptSockets(service, server);
  server.listen(settings.port, settings.host);
  await once(server, 'listening');

  const close = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    service.timers.cancelAll();
    service.changes.abandon();
    dropAllSockets();
    server.closeAllConnections();
    await closed;
  };
  return {
    ...createChatSteering(service),
    ...createPostSteering(service),
    ...createSocketSteering(service),
    ...createAuthenticationSteering(service),
    ...createObservation(service),
    endpoint: `http://${address()}`,
    close,
  };
};
