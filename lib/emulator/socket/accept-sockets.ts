import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';

import type { Grant } from '../credentials.js';
import type { Service } from '../service.js';
import { serveSocket } from './serve-socket.js';
import { secretOf } from './socket-url.js';
import { WebSocketServer } from './web-socket-server.js';

const SWITCHING_PROTOCOLS = 101;
const HANDSHAKE_FAULTS = ['handshake.refuse', 'handshake.hang', 'handshake.break'] as const;

const refuse = (socket: Duplex, status: number): void => {
  const reason = STATUS_CODES[status] ?? 'Refused';
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

const breakOff = (socket: Duplex): void =>
  void socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: webso', () => socket.destroy());

const grantFor = (service: Service, { url = '/' }: IncomingMessage): Grant | undefined => {
  const grant = service.websocketSecrets.redeem(secretOf(url) ?? '');
  return grant?.chat.endedAt() === undefined && grant?.participant.state() !== 'left' ? grant : undefined;
};

/** A refusal by its status, an open door, or no answer that could be understood. */
type Reception = number | 'break' | 'hang';

const receptionFor = (service: Service, grant: Grant | undefined): Reception => {
  if (grant === undefined) return 403;
  const { participantId } = grant.participant;
  const strike = service.faults.draw(HANDSHAKE_FAULTS, { participantId });
  if (strike?.fault === 'handshake.hang') return 'hang';
  if (strike?.fault === 'handshake.break') return 'break';
  if (strike !== undefined) return strike.status ?? 403;
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
    const reception = receptionFor(service, grant);
    const status = typeof reception === 'number' ? reception : undefined;
    service.handshakes.add({ participantId: grant?.participant.participantId, status, at: service.clock.now() });
    service.changes.announce();
    if (grant !== undefined && status === SWITCHING_PROTOCOLS) {
      doors.handleUpgrade(request, socket, head, (opened) => serveSocket(service, opened, grant));
    } else if (reception === 'break') breakOff(socket);
    else if (status !== undefined) refuse(socket, status);
  });

  return () => {
    doors.clients.forEach((client) => client.terminate());
    upgrading.forEach((socket) => socket.destroy());
    doors.close();
  };
};
