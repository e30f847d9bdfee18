import type { Agent } from 'node:http';
// Node's own: in jsdom, the global ones are numbers, which cannot be let go of.
import { clearTimeout, setTimeout } from 'node:timers';
import { Observable } from 'rxjs';
import { WebSocket, type RawData } from 'ws';
import { SocketError, type NetworkFailure } from '../chat/errors.js';
import type { Ports, Socket } from '../engine/ports.js';
import { networkCode, networkKind } from './network-kind.js';
import { globalAgents, type AgentOf } from './node-agents.js';
import { assertSecure } from './secure-url.js';

/** A peer that has not answered our goodbye by then is gone. */
const CLOSE_PATIENCE_MS = 5_000;

/**
 * Opens a socket by ws, see {@link Ports}, on a connection that the agent makes. Errors with an
 * `InvalidArgumentError` when the url would be reached in clear. Does not compress: the frames are small, and the memory of a compressor per socket is not.
 */
export const openNodeSocket = (
  url: string,
  maxFrameBytes: number,
  agentOf: AgentOf = globalAgents,
): ReturnType<Ports['openSocket']> =>
  new Observable((subscriber) => {
    assertSecure(url);
    const socket = connect(url, maxFrameBytes, agentOf(url));
    if (socket === undefined) {
      subscriber.error(new SocketError());
      return;
    }
    socket.on('open', () => subscriber.next(toSocket(socket)));
    socket.on('unexpected-response', (_, { statusCode }) => subscriber.error(new SocketError(undefined, statusCode)));
    let kind: NetworkFailure | undefined;
    socket.on('close', (code) => subscriber.error(new SocketError(code, undefined, kind)));
    // Stays for good: leaving a handshake is an error event too, and one that nobody hears ends the process.
    socket.on('error', (error) => {
      // `close`, with its code, follows every error; but after a violation it would wait for a peer that has done wrong.
      kind = networkKind(networkCode(error));
      const violated = violationOf(error);
      if (violated !== undefined) subscriber.error(new SocketError(violated));
    });
    return () => leave(socket);
  });

/** The close codes of what ws finds wrong with a frame. Compressed ones, which were not agreed upon, are of the rest. */
const VIOLATIONS: ReadonlyMap<string, number> = new Map([
  ['WS_ERR_INVALID_UTF8', 1007],
  ['WS_ERR_TOO_MANY_BUFFERED_PARTS', 1008],
  ['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 1009],
]);

const violationOf = (error: Error): number | undefined => {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return code.startsWith('WS_ERR_') ? (VIOLATIONS.get(code) ?? 1002) : undefined;
};

const connect = (url: string, maxPayload: number, agent: Agent): WebSocket | undefined => {
  try {
    return new WebSocket(url, { agent, perMessageDeflate: false, followRedirects: false, maxPayload });
  } catch {
    // A SyntaxError that repeats the url.
    return undefined;
  }
};

const toSocket = (socket: WebSocket): Socket => ({
  frame$: new Observable((subscriber) => {
    const receive = (data: RawData, isBinary: boolean): void =>
      subscriber.next(!isBinary && Buffer.isBuffer(data) ? data.toString() : data);
    socket.on('message', receive);
    return () => socket.off('message', receive);
  }),
  send: (text) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(text);
  },
});

const leave = (socket: WebSocket): void => {
  if (socket.readyState === WebSocket.CLOSED) return;
  if (socket.readyState === WebSocket.CONNECTING) {
    socket.terminate();
    return;
  }
  socket.removeAllListeners('message');
  socket.close(1000);
  const timer = setTimeout(() => socket.terminate(), CLOSE_PATIENCE_MS);
  timer.unref();
  socket.once('close', () => clearTimeout(timer));
};
