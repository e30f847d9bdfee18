import { createHash } from 'node:crypto';
import { createServer, type Server, type Socket as NetSocket } from 'node:net';
import type { Duplex } from 'node:stream';
import { inspect } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import type { Subscription } from 'rxjs';
import { WebSocketServer, type WebSocket } from 'ws';
import { InvalidArgumentError, SocketError } from '../../lib/chat/errors.js';
import type { Socket } from '../../lib/engine/ports.js';
import { openNodeSocket } from '../../lib/platform/node-socket.js';
import { loopback, until, type Loopback } from '../support/loopback.js';

const LIMIT = 100_000;

/** RFC 6455, 4.2.2. */
const acceptFor = (key: string): string =>
  createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

let server: Loopback;
let gateway: WebSocketServer;
let subscription: Subscription | undefined;
const peers: WebSocket[] = [];

beforeEach(async () => {
  server = await loopback();
  gateway = new WebSocketServer({ server: server.server });
  gateway.on('connection', (peer) => peers.push(peer));
});
afterEach(async () => {
  subscription?.unsubscribe();
  peers.length = 0;
  gateway.close();
  await server.stop();
});

interface Seen {
  readonly sockets: Socket[];
  readonly frames: unknown[];
  readonly errors: unknown[];
  isComplete: boolean;
}

const open = (url = server.origin.replace('http', 'ws')): Seen => {
  const seen: Seen = { sockets: [], frames: [], errors: [], isComplete: false };
  subscription = openNodeSocket(url, LIMIT).subscribe({
    next: (socket) => {
      seen.sockets.push(socket);
      socket.frame$.subscribe((frame) => seen.frames.push(frame));
    },
    error: (error: unknown) => seen.errors.push(error),
    complete: () => (seen.isComplete = true),
  });
  return seen;
};

const opened = async (): Promise<{ seen: Seen; socket: Socket; peer: WebSocket }> => {
  const seen = open();
  await until(() => seen.sockets.length === 1 && peers.length === 1);
  return { seen, socket: seen.sockets[0]!, peer: peers[0]! };
};

/** Opens a socket whose other side, by hand, accepts it with a header more and says something. */
const accepted = (header: string, said: Uint8Array): Seen => {
  server.server.removeAllListeners('upgrade');
  server.server.on('upgrade', ({ headers }, stream: Duplex) => {
    const accept = acceptFor(headers['sec-websocket-key'] ?? '');
    stream.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${header}Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    stream.write(said);
    stream.on('end', () => stream.end()).resume();
  });
  return open();
};

describe('openNodeSocket', () => {
  it('emits the socket once it is open, offering neither compression nor a protocol', async () => {
    const offers: unknown[] = [];
    gateway.on('headers', (_, { headers }) =>
      offers.push(headers['sec-websocket-extensions'], headers['sec-websocket-protocol'], headers.origin),
    );
    const { seen } = await opened();
    expect(seen).toMatchObject({ frames: [], errors: [], isComplete: false });
    expect(offers).toEqual([undefined, undefined, undefined]);
  });

  it('hands on text as strings and the rest as bytes, and misses nothing sent at once', async () => {
    gateway.on('connection', (peer) => {
      peer.send('ä first');
      peer.send(Uint8Array.of(1, 2));
      peer.send('');
    });
    const { seen } = await opened();
    await until(() => seen.frames.length === 3);
    expect(seen.frames).toEqual(['ä first', Buffer.from([1, 2]), '']);
    expect(seen.frames[1]).toBeInstanceOf(Uint8Array);
  });

  it('sends text frames', async () => {
    const { socket, peer } = await opened();
    const received: unknown[] = [];
    peer.on('message', (data, isBinary) => received.push([data, isBinary]));
    socket.send('ö');
    await until(() => received.length === 1);
    expect(received).toEqual([[Buffer.from('ö'), false]]);
  });

  it.each([1000, 1001, 1011, 4000])('errors with the code when the other side closes with %d', async (code) => {
    const { seen, socket, peer } = await opened();
    peer.close(code);
    await until(() => seen.errors.length === 1);
    expect(seen.errors).toEqual([new SocketError(code)]);
    expect(() => socket.send('too late')).not.toThrow();
  });

  it('errors with 1006 when the connection is cut', async () => {
    const { seen, peer } = await opened();
    peer.terminate();
    await until(() => seen.errors.length === 1);
    expect(seen.errors).toEqual([new SocketError(1006)]);
  });

  it('errors with 1009 when a frame is longer than the limit', async () => {
    const { seen, peer } = await opened();
    peer.send('x'.repeat(LIMIT));
    peer.send('x'.repeat(LIMIT + 1));
    await until(() => seen.errors.length === 1);
    expect(seen.errors).toEqual([new SocketError(1009)]);
    expect(seen.frames).toHaveLength(1);
    await until(() => server.connections.size === 0);
  });

  it('errors with 1009 when a frame is longer than the limit in pieces that are not', async () => {
    const { seen, peer } = await opened();
    for (let piece = 0; piece < 11; piece += 1) peer.send('x'.repeat(LIMIT / 10), { fin: false });
    await until(() => seen.errors.length === 1);
    expect(seen).toMatchObject({ errors: [new SocketError(1009)], frames: [] });
  });

  it('errors with 1008 when a frame comes in pieces without end', async () => {
    const { seen, peer } = await opened();
    for (let piece = 0; piece < 20_000; piece += 1) peer.send('', { fin: false });
    await until(() => seen.errors.length === 1);
    expect(seen).toMatchObject({ errors: [new SocketError(1008)], frames: [] });
  });

  it.each([
    ['compressed, though that was not agreed upon', [0xc1], deflateRawSync(Buffer.alloc(50_000)), 1002],
    ['of no known kind', [0x83], Buffer.from('x'), 1002],
    ['text that is no UTF-8', [0x81], Buffer.from([0xff, 0xfe]), 1007],
  ])('errors at once when a frame is %s, and does not read it', async (_, [first], payload, code) => {
    const seen = accepted('', Buffer.concat([Buffer.from([first!, payload.length]), payload]));
    await until(() => seen.errors.length === 1);
    expect(seen).toMatchObject({ errors: [new SocketError(code)], frames: [] });
  });

  it.each(['permessage-deflate', 'permessage-deflate; server_no_context_takeover', 'x-webkit-deflate-frame'])(
    'refuses a handshake that imposes %s',
    async (extension) => {
      const seen = accepted(`Sec-WebSocket-Extensions: ${extension}\r\n`, Buffer.alloc(0));
      await until(() => seen.errors.length === 1);
      expect(seen).toMatchObject({ errors: [new SocketError(1006)], sockets: [] });
      await until(() => server.connections.size === 0);
    },
  );

  it.each([302, 403, 410, 429, 500])('errors with the status when the handshake is refused with %d', async (status) => {
    server.server.removeAllListeners('upgrade');
    server.server.on('upgrade', (_, stream: Duplex) =>
      stream.end(`HTTP/1.1 ${status} No\r\nLocation: ws://127.0.0.1:1/\r\nContent-Length: 2\r\n\r\nno`),
    );
    const seen = open();
    await until(() => seen.errors.length === 1);
    expect(seen.errors).toEqual([new SocketError(undefined, status)]);
    await until(() => server.connections.size === 0);
  });

  it('errors when nobody listens', async () => {
    await server.stop();
    const seen = open();
    await until(() => seen.errors.length === 1);
    expect(seen.errors).toEqual([new SocketError(1006, undefined, 'refused')]);
  });

  it('says that a name was not found, and not which', async () => {
    const seen = open('wss://nowhere.invalid/?secret');
    await until(() => seen.errors.length === 1);
    expect(seen.errors).toEqual([new SocketError(1006, undefined, 'dns')]);
    expect(inspect(seen.errors, { depth: null, showHidden: true })).not.toMatch(/nowhere|secret/);
  });

  it('says that the other side does not speak TLS', async () => {
    const seen = open(server.origin.replace('http', 'wss'));
    await until(() => seen.errors.length === 1);
    expect(seen.errors).toEqual([new SocketError(1006, undefined, 'tls')]);
  });

  it('says that the handshake was cut off', async () => {
    server.server.removeAllListeners('upgrade');
    server.server.on('upgrade', (_, stream: Duplex) => stream.destroy());
    const seen = open();
    await until(() => seen.errors.length === 1);
    expect(seen.errors).toEqual([new SocketError(1006, undefined, 'aborted')]);
  });

  it.each(['ws://example.com/?secret', 'http://example.com/?secret', 'no url'])('refuses %s', (url) => {
    expect(open(url).errors).toEqual([new InvalidArgumentError('url', 'must be encrypted, except on loopback')]);
  });

  it('says nothing of a url that cannot be opened', () => {
    expect(open('ws://127.0.0.1/?secret#fragment').errors).toEqual([new SocketError()]);
  });

  it('closes with 1000 when it is unsubscribed', async () => {
    const { seen, peer } = await opened();
    const codes: number[] = [];
    peer.on('close', (code) => codes.push(code));
    subscription?.unsubscribe();
    await until(() => codes.length === 1);
    expect(codes).toEqual([1000]);
    expect(seen.errors).toEqual([]);
  });

  it('emits nothing any more when it is unsubscribed', async () => {
    const { seen, peer } = await opened();
    subscription?.unsubscribe();
    peer.send('late');
    await until(() => peer.readyState === peer.CLOSED);
    expect(seen).toMatchObject({ frames: [], errors: [] });
  });

  it.each([
    ['at once', 0],
    ['mid-handshake', 30],
  ])('leaves no connection, and lets no error escape, when it is unsubscribed %s', async (_, waitMs) => {
    server.server.removeAllListeners('upgrade');
    server.server.on('upgrade', (_request, stream: Duplex) => stream.on('end', () => stream.end()).resume());
    const escaped: unknown[] = [];
    const hear = (error: unknown): void => void escaped.push(error);
    process.on('uncaughtException', hear);
    const seen = open();
    if (waitMs > 0) await until(() => server.connections.size === 1);
    subscription?.unsubscribe();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await until(() => server.connections.size === 0);
    process.off('uncaughtException', hear);
    expect([...seen.errors, ...escaped]).toEqual([]);
  });

  it('cuts a connection whose other side has gone silent', async () => {
    let silent: NetSocket | undefined;
    const mute: Server = createServer((socket) => {
      silent = socket;
      socket.on('error', () => undefined);
      socket.once('data', (head) => {
        const key = /sec-websocket-key: (.*)\r/i.exec(String(head))?.[1] ?? '';
        socket.write(
          `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptFor(key)}\r\n\r\n`,
        );
      });
    });
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const address = mute.address();
    const seen = open(`ws://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
    await until(() => seen.sockets.length === 1);
    subscription?.unsubscribe();
    const leftAt = Date.now();
    await until(() => silent?.closed === true);
    expect(Date.now() - leftAt).toBeGreaterThan(4_000);
    await new Promise((resolve) => mute.close(resolve));
  });
});
