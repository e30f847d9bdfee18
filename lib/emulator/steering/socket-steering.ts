import type { Service } from '../service.js';
import type { ClientFrame } from '../socket/client-frame.js';
import type { Closing, Connections } from '../socket/closing.js';
import type { Handshake } from '../socket/handshake.js';

/** Handles sockets; `subject` is a contact or participant id. */
export interface SocketSteering {
  /** Closes all sockets and returns how many there were. */
  readonly dropSockets: (subject: string, closing?: Closing) => number;
  /** Makes the sockets open now half-open: they accept everything and say nothing. Returns how many there were. */
  readonly deafenSockets: (subject: string) => number;
  /** Sends a text to all open sockets, subscribed or not, as it is: for hostile frames. Returns to how many. */
  readonly pushRaw: (subject: string, text: string) => number;
  /** Counts the sockets of the participants; without a subject those of everybody. */
  readonly connections: (subject?: string) => Connections;
  /** The frames clients sent, oldest first, as many as the log remembers. */
  readonly frames: ReadonlyArray<ClientFrame>;
  /** The attempts to open a socket, oldest first, as many as the log remembers. */
  readonly handshakes: ReadonlyArray<Handshake>;
}

const participantsOf = (service: Service, subject: string): ReadonlyArray<string> =>
  service.chats
    .findChat(subject)
    ?.participants()
    .map(({ participantId }) => participantId) ?? [service.chats.member(subject).participant.participantId];

/** Makes the methods that handle sockets. */
export const createSocketSteering = (service: Service): SocketSteering => {
  const { sockets } = service;
  return {
    dropSockets: (subject, closing = {}) =>
      participantsOf(service, subject).reduce((sum, id) => sum + sockets.close(id, closing), 0),
    deafenSockets: (subject) => {
      const open = participantsOf(service, subject).flatMap((id) => sockets.of(id));
      open.forEach((one) => one.deafen());
      return open.length;
    },
    pushRaw: (subject, text) => {
      const open = participantsOf(service, subject).flatMap((id) => sockets.of(id));
      open.forEach((one) => one.sendRaw(text));
      return open.length;
    },
    connections: (subject) => sockets.count(subject === undefined ? undefined : participantsOf(service, subject)),
    frames: service.frames.entries,
    handshakes: service.handshakes.entries,
  };
};
