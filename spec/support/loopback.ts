import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Loopback {
  readonly server: Server;
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** Test control: connections that are open now. */
  readonly connections: ReadonlySet<Socket>;
  /** Closes every connection, then the server. */
  readonly stop: () => Promise<void>;
}

/** A real server on a free port of this machine. */
export const loopback = (listener?: RequestListener): Promise<Loopback> =>
  new Promise((resolve) => {
    const connections = new Set<Socket>();
    const server = createServer(listener);
    server.on('connection', (socket) => {
      connections.add(socket);
      socket.on('close', () => connections.delete(socket));
      socket.on('error', () => undefined);
    });
    const stop = (): Promise<void> =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of connections) socket.destroy();
      });
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ server, origin: `http://127.0.0.1:${isInfo(address) ? address.port : 0}`, connections, stop });
    });
  });

const isInfo = (address: string | AddressInfo | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;

/** Reads a request to its end. */
export const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** Answers with the given status and text. */
export const answer = (
  response: ServerResponse,
  status: number,
  text = '',
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, headers);
  response.end(text);
};

/** Resolves as soon as the condition holds; the test's own time limit ends the wait. */
export const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};
