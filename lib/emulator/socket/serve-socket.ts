import type { RawData, WebSocket } from 'ws';

import type { Grant } from '../credentials.js';
import type { Service } from '../service.js';
import { answerFrame } from './answer-frame.js';
import { createConnection } from './connection.js';

const textOf = (data: RawData): string => {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return data instanceof ArrayBuffer ? Buffer.from(data).toString() : data.toString();
};

/** Serves an opened socket until it is closed: by the client, for silence, or because its lifetime is over. */
export const serveSocket = (service: Service, socket: WebSocket, grant: Grant): void => {
  const { settings, timers, clock } = service;
  const { participantId } = grant.participant;
  const connection = createConnection(service, socket, participantId);
  const sayGoodbye = (): void => connection.close({ code: 1001, reason: 'Going away' });

  const issuedAt = grant.expiresAt - settings.connectWindowMs;
  const cancelLifetime = timers.after(issuedAt + settings.connectionLifetimeMs - clock.now(), sayGoodbye);
  let cancelIdle = timers.after(settings.idleCloseMs, sayGoodbye);
  const stir = (): void => {
    cancelIdle();
    cancelIdle = timers.after(settings.idleCloseMs, sayGoodbye);
  };

  service.sockets.add(connection);
  socket.on('message', (data) => {
    stir();
    const text = textOf(data);
    service.frames.add({ socketId: connection.socketId, participantId, text, at: clock.now() });
    answerFrame(service, grant, connection, text);
    service.changes.announce();
  });
  socket.on('ping', (data) => {
    stir();
    if (!connection.isDeaf()) socket.pong(data);
  });
  // An error is always followed by a close, which is what counts.
  socket.on('error', () => undefined);
  socket.on('close', (code, reason) => {
    cancelLifetime();
    cancelIdle();
    const by = connection.wasClosedHere() ? 'service' : 'client';
    const { socketId } = connection;
    service.sockets.remove(connection, {
      participantId,
      socketId,
      code,
      reason: reason.toString(),
      by,
      at: clock.now(),
    });
    service.changes.announce();
  });
  service.changes.announce();
};
