import { randomUUID } from 'node:crypto';

import type { WebSocket } from 'ws';

import type { Strike } from '../faults/fault.js';
import type { FaultBox } from '../faults/fault-box.js';
import type { Timers } from '../timers.js';
import type { Closing } from './closing.js';

/** One open socket of a participant. */
export interface Connection {
  readonly socketId: string;
  readonly participantId: string;
  readonly isSubscribed: () => boolean;
  readonly subscribe: (subscribed: boolean) => void;
  /** Sends a reply. */
  readonly say: (text: string) => void;
  /** Sends an `aws/chat` frame, if the faults let it pass. */
  readonly deliver: (text: string) => void;
  /** Sends any text, as it is. */
  readonly sendRaw: (text: string) => void;
  readonly close: (closing: Closing) => void;
  readonly wasClosedHere: () => boolean;
  /** Makes the socket half-open: it accepts everything and says nothing any more. */
  readonly deafen: () => void;
  readonly isDeaf: () => boolean;
}

/** What a connection needs of the service. */
interface ConnectionWorld {
  readonly faults: FaultBox;
  readonly timers: Timers;
}

const FRAME_FAULTS = ['frame.drop', 'frame.garble', 'frame.duplicate', 'frame.delay', 'frame.reorder'] as const;
const DEFAULT_DELAY_MS = 200;

/** Wraps a socket that has just been opened by the participant. */
export const createConnection = (service: ConnectionWorld, socket: WebSocket, participantId: string): Connection => {
  let subscribed = false;
  let closedHere = false;
  let deaf = service.faults.draw(['socket.deaf'], { participantId }) !== undefined;
  let overtaken: (() => void) | undefined;

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

  /** Holds a frame back until the next one has been sent, or for a while. */
  const holdBack = (text: string, { delayMs = DEFAULT_DELAY_MS }: Strike): void => {
    const release = (): void => {
      cancel();
      if (overtaken === release) overtaken = undefined;
      send(text);
    };
    const cancel = service.timers.after(delayMs, release);
    overtaken = release;
  };

  const sendThroughFaults = (text: string): void => {
    const strike = service.faults.draw(FRAME_FAULTS, { participantId });
    const before = overtaken;
    if (strike === undefined) send(text);
    else if (strike.fault === 'frame.garble') send(`<${text.slice(0, 20)}`);
    else if (strike.fault === 'frame.duplicate') [text, text].forEach(send);
    else if (strike.fault === 'frame.delay') service.timers.after(strike.delayMs ?? DEFAULT_DELAY_MS, () => send(text));
    else if (strike.fault === 'frame.reorder') holdBack(text, strike);
    before?.();
  };

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
    deliver: (text) => {
      if (!deaf && !isCutShort()) sendThroughFaults(text);
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
