import { createServer, globalAgent, type Server } from 'node:https';
import { firstValueFrom } from 'rxjs';
import { WebSocketServer } from 'ws';
import { NetworkError, SocketError } from '../../lib/chat/errors.js';
import { nodeHttp } from '../../lib/platform/node-http.js';
import { openNodeSocket } from '../../lib/platform/node-socket.js';
import { CERT, KEY } from './support/self-signed.js';

describe('a host whose certificate nobody vouches for', () => {
  const heard: unknown[] = [];
  let server: Server;
  let host: string;
  let gateway: WebSocketServer;

  beforeEach(async () => {
    server = createServer({ cert: CERT, key: KEY }, (request, response) => {
      heard.push(request.headers['x-amz-bearer']);
      response.end('heard');
    });
    gateway = new WebSocketServer({ server });
    gateway.on('connection', (_, { url }) => heard.push(url));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  afterEach(async () => {
    heard.length = 0;
    delete globalAgent.options.ca;
    globalAgent.destroy();
    for (const client of gateway.clients) client.terminate();
    await new Promise((resolve) => server.close(resolve));
  });

  const call = (): Promise<unknown> =>
    firstValueFrom(
      nodeHttp({
        method: 'POST',
        url: `https://${host}/`,
        headers: { 'X-Amz-Bearer': 'bearer' },
        body: '{}',
        maxResponseBytes: 1_000,
      }),
    );
  const open = (): Promise<unknown> => firstValueFrom(openNodeSocket(`wss://${host}/?signature`, 1_000));

  it('is told nothing: neither a bearer nor the URL of a socket', async () => {
    await expect(call()).rejects.toEqual(
      new NetworkError({ kind: 'tls', cause: new Error('DEPTH_ZERO_SELF_SIGNED_CERT') }),
    );
    await expect(open()).rejects.toEqual(new SocketError(1006, undefined, 'tls'));
    expect(heard).toEqual([]);
  });

  it('is told everything once the platform is made to trust it, by a setting of its own', async () => {
    globalAgent.options.ca = CERT;
    await expect(call()).resolves.toMatchObject({ bytes: 5 });
    await expect(open()).resolves.toMatchObject({ send: expect.any(Function) });
    expect(heard).toEqual(['bearer', '/?signature']);
  });
});
