import { randomUUID } from 'node:crypto';

import type { Closing } from './closing.js';
import { createDelivery, type DeliveryWorld, type Push } from './delivery.js';

/** What is used of a socket of ws. In our own words: the public types lead here, and must not need those of ws. */
export interface OpenSocket {
  readonly readyState: number;
  readonly OPEN: number;
  readonly send: (text: string) => void;
  readonly close: (code: number, reason: string) => void;
  readonly terminate: () => void;
}

/** One open socket of a participant. */
export interface Connection {
  readonly socketId: string;
  readonly participantId: string;
  readonly isSubscribed: () => boolean;
  readonly subscribe: (subscribed: boolean) => void;
  /** Sends a reply. */
  readonly say: (text: string) => void;
  /** Sends an item in an `aws/chat` frame, if the faults let it pass. */
  readonly deliver: (push: Push) => void;
  /** Sends any text, as it is. */
  readonly sendRaw: (text: string) => void;
  readonly close: (closing: Closing) => void;
  readonly wasClosedHere: () => boolean;
  /** Makes the socket half-open: it accepts everything and says nothing any more. */
  readonly deafen: () => void;
  readonly isDeaf: () => boolean;
}

/** Wraps a socket that has just been opened by the participant. */
export const createConnection = (service: DeliveryWorld, socket: OpenSocket, participantId: string): Connection => {
  let subscribed = false;
  let closedHere = false;
  let deaf = service.faults.draw(['socket.deaf'], { participantId }) !== undefined;

  const send = (text: string): void => {
    if (!deaf && socket.readyState === socket.OPEN) socket.send(text);
  };

  const close = ({ code = 1001, reason = '', abrupt = false }: Closing): void => {
    closedHere = true;
    if (abrupt || code === 1006) socket.terminate();
    else socket.close(code, reason);
  };

  const isCutShort = (): boolean => {
    const strike = deaf ? undefined : service.faults.draw(['socket.close'], { participantId });
    if (strike !== undefined) close({ code: strike.code ?? 1011, reason: strike.reason ?? '' });
    return strike !== undefined;
  };

  const deliver = createDelivery(service, participantId, {
    send,
    isOpen: () => socket.readyState === socket.OPEN,
  });

  return {
    socketId: randomUUID(),
    participantId,
    isSubscribed: () => subscribed,
    subscribe: (next) => {
      subscribed = next;
    },
    say: (text) => {
      if (!isCutShort()) send(text);
    },
    deliver: (push) => {
      if (!deaf && !isCutShort()) deliver(push);
    },
    sendRaw: send,
    close,
    wasClosedHere: () => closedHere,
    deafen: () => {
      deaf = true;
    },
    isDeaf: () => deaf,
  };
};
