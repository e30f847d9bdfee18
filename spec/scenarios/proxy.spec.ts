import http from 'node:http';
import { createServer, type Server } from 'node:https';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { firstValueFrom, lastValueFrom } from 'rxjs';
import { WebSocketServer } from 'ws';
import { createChatEngine, nodePorts, type ChatSession } from '../../lib/index.js';
import { startEmulator, type Emulator } from '../../lib/emulator/index.js';
import { CERT, KEY } from '../security/support/self-signed.js';
import { connectProxy, type ConnectProxy } from '../support/connect-proxy.js';
import { until } from '../support/loopback.js';

/** The requests, handshakes included, that went through tunnels in clear. */
const requestsIn = (proxy: ConnectProxy): ReadonlyArray<string> =>
  proxy
    .sent()
    .flatMap((text) => [...text.matchAll(/^([A-Z]+ \/[^ ?]*)[^ ]* HTTP\/1\.1\r$/gm)].map(([, line = '']) => line));

describe('a session behind a proxy', () => {
  let proxy: ConnectProxy;
  let emulator: Emulator;
  beforeEach(async () => {
    proxy = await connectProxy();
    emulator = await startEmulator();
  });
  afterEach(async () => {
    await emulator.close();
    await proxy.stop();
  });

  /** Goes live, sends a message and a file, fetches the file, and leaves. */
  const live = async (session: ChatSession): Promise<void> => {
    const connection = session.connect();
    await lastValueFrom(session.send('hello'));
    const { length } = emulator.requests;
    const file = { name: 'a.txt', contentType: 'text/plain', body: Uint8Array.of(1, 2, 3) };
    const last = await lastValueFrom(session.sendAttachment(file));
    expect(emulator.requests.length).toBeGreaterThan(length);
    if (last.type !== 'completed') throw new Error('not completed');
    await emulator.until(() => emulator.connections().subscribed === 1);
    await lastValueFrom(session.disconnect());
    connection.unsubscribe();
  };

  const expectAllThroughTheProxy = (): void => {
    const tunnelled = requestsIn(proxy);
    const shakes = emulator.handshakes.length;
    const uploads = tunnelled.filter((line) => line.startsWith('PUT /')).length;
    expect(shakes).toBeGreaterThan(0);
    expect(uploads).toBe(1);
    expect(tunnelled.filter((line) => line.startsWith('GET /')).length).toBeGreaterThanOrEqual(shakes);
    expect(tunnelled).toHaveLength(emulator.requests.length + shakes);
  };

  it('reaches the service by the agent alone: calls, uploads and the socket', async () => {
    const engine = createChatEngine({
      endpoint: emulator.endpoint,
      ports: nodePorts({ agent: new HttpsProxyAgent(proxy.origin) }),
    });
    await live(engine.session(emulator.startChat()));
    expectAllThroughTheProxy();
  });

  it('reaches it by global agents that were replaced, be it after the engine was made', async () => {
    const { globalAgent } = http;
    const engine = createChatEngine({ endpoint: emulator.endpoint });
    http.globalAgent = new HttpsProxyAgent(proxy.origin);
    try {
      await live(engine.session(emulator.startChat()));
      expectAllThroughTheProxy();
    } finally {
      http.globalAgent = globalAgent;
    }
  });

  it('leaves the agent free for requests while its socket is open', async () => {
    const agent = new http.Agent({ maxSockets: 1, keepAlive: true });
    const engine = createChatEngine({ endpoint: emulator.endpoint, ports: nodePorts({ agent }) });
    await live(engine.session(emulator.startChat()));
    agent.destroy();
  });

  it('fails at once, by name, where the agent serves another protocol only', async () => {
    const { Agent } = await import('node:https');
    const engine = createChatEngine({ endpoint: emulator.endpoint, ports: nodePorts({ agent: new Agent() }) });
    const session = engine.session(emulator.startChat());
    const failure = new Promise((resolve) => session.event$.subscribe({ error: resolve }));
    session.connect();
    expect(await failure).toMatchObject({ name: 'InvalidArgumentError', field: 'agent' });
  });
});

describe('nodePorts behind a proxy, encrypted', () => {
  let proxy: ConnectProxy;
  let server: Server;
  let host: string;
  const heard: unknown[] = [];
  beforeEach(async () => {
    heard.length = 0;
    proxy = await connectProxy();
    server = createServer({ cert: CERT, key: KEY }, (request, response) => {
      heard.push(request.url);
      response.end('heard');
    });
    new WebSocketServer({ server }).on('connection', (peer, { url }) => {
      heard.push(url);
      peer.send('hello');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  afterEach(async () => {
    await proxy.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('tunnels requests and sockets, which only their ends can read', async () => {
    const agent = new HttpsProxyAgent(proxy.origin);
    Object.assign(agent.options, { ca: CERT });
    const ports = nodePorts({ agent });
    const request = { method: 'GET', url: `https://${host}/call`, headers: {}, maxResponseBytes: 1_000 } as const;
    expect(await lastValueFrom(ports.http(request))).toMatchObject({ status: 200, body: 'heard' });
    const subscription = ports.openSocket(`wss://${host}/?signature`, 1_000).subscribe(({ frame$ }) => {
      frame$.subscribe((frame) => heard.push(frame));
    });
    await until(() => heard.length === 3);
    subscription.unsubscribe();
    expect(heard).toEqual(['/call', '/?signature', 'hello']);
    expect(proxy.tunnels).toEqual([host, host]);
    expect(proxy.sent().join('')).not.toMatch(/call|signature/);
  });

  it('trusts no certificate that the agent does not', async () => {
    const { openSocket, http: send } = nodePorts({ agent: new HttpsProxyAgent(proxy.origin) });
    const request = { method: 'GET', url: `https://${host}/call`, headers: {}, maxResponseBytes: 1_000 } as const;
    await expect(lastValueFrom(send(request))).rejects.toMatchObject({ name: 'NetworkError' });
    await expect(firstValueFrom(openSocket(`wss://${host}/?s`, 1_000))).rejects.toMatchObject({ name: 'SocketError' });
    expect(heard).toEqual([]);
  });
});
