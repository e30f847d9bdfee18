import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';

export interface ConnectProxy {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** Test control: where tunnels led, as `host:port`, oldest first. */
  readonly tunnels: ReadonlyArray<string>;
  /** Test control: what clients sent through tunnels, in clear or encrypted, oldest tunnel first. */
  readonly sent: () => ReadonlyArray<string>;
  /** Test control: from now on each tunnel is refused with this status. */
  readonly refuseWith: (status: number) => void;
  readonly stop: () => Promise<void>;
}

/** A real proxy on this machine, which does what CONNECT asks and nothing else. */
export const connectProxy = async (): Promise<ConnectProxy> => {
  const tunnels: string[] = [];
  const sent: string[][] = [];
  const sockets = new Set<Socket>();
  let refusal: number | undefined;
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  server.on('connect', ({ url = '' }, client: Socket, head) => {
    if (refusal !== undefined) {
      client.end(`HTTP/1.1 ${refusal} No\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`http://${url}`);
    const said: string[] = [];
    tunnels.push(url);
    sent.push(said);
    const target = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.write(head);
      client.on('data', (bytes: Buffer) => said.push(bytes.toString('latin1')));
      client.pipe(target).pipe(client);
    });
    target.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.on('close', () => target.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    tunnels,
    sent: () => sent.map((texts) => texts.join('')),
    refuseWith: (status) => {
      refusal = status;
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
};
