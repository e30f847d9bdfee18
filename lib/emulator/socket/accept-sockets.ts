import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';

import { WebSocketServer } from 'ws';

import type { Grant } from '../credentials.js';
import type { Service } from '../service.js';
import { serveSocket } from './serve-socket.js';
import { secretOf } from './socket-url.js';

const SWITCHING_PROTOCOLS = 101;

const refuse = (socket: Duplex, status: number): void => {
  const reason = STATUS_CODES[status] ?? 'Refused';
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

const grantFor = (service: Service, { url = '/' }: IncomingMessage): Grant | undefined => {
  const grant = service.websocketSecrets.redeem(secretOf(url) ?? '');
  return grant?.chat.endedAt() === undefined && grant?.participant.state() !== 'left' ? grant : undefined;
};

/** Tells how a handshake is answered: 101, a refusal's status, or `undefined` for not at all. */
const statusFor = (service: Service, grant: Grant | undefined): number | undefined => {
  if (grant === undefined) return 403;
  const { participantId } = grant.participant;
  const strike = service.faults.draw(['handshake.refuse', 'handshake.hang'], { participantId });
  if (strike !== undefined) return strike.fault === 'handshake.hang' ? undefined : (strike.status ?? 403);
  const { maxSocketsPerParticipant, onTooManySockets } = service.settings;
  const open = service.sockets.of(participantId);
  if (open.length < maxSocketsPerParticipant) return SWITCHING_PROTOCOLS;
  if (onTooManySockets === 'refuse') return 429;
  open[0]?.close({ code: 1008, reason: 'Too many connections' });
  return SWITCHING_PROTOCOLS;
};

/** Opens a websocket for who knows a secret that is still fresh; returns what drops all sockets at once. */
export const acceptSockets = (service: Service, server: Server): (() => void) => {
  const doors = new WebSocketServer({
    noServer: true,
    maxPayload: service.settings.maxFrameBytes,
    perMessageDeflate: false,
    autoPong: false,
  });
  const upgrading = new Set<Duplex>();

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgrading.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => upgrading.delete(socket));
    const grant = grantFor(service, request);
    const status = statusFor(service, grant);
    service.handshakes.add({ participantId: grant?.participant.participantId, status, at: service.clock.now() });
    service.changes.announce();
    if (grant !== undefined && status === SWITCHING_PROTOCOLS) {
      doors.handleUpgrade(request, socket, head, (opened) => serveSocket(service, opened, grant));
    } else if (status !== undefined) refuse(socket, status);
  });

  return () => {
    doors.clients.forEach((client) => client.terminate());
    upgrading.forEach((socket) => socket.destroy());
    doors.close();
  };
};
