import type { IncomingMessage, RequestListener } from 'node:http';
import { PassThrough } from 'node:stream';
import { inspect } from 'node:util';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { lastValueFrom, tap, toArray } from 'rxjs';
import { AttachmentBodyError, InternalError, InvalidArgumentError, NetworkError } from '../../lib/chat/errors.js';
import type { HttpEvent, HttpRequest } from '../../lib/engine/ports.js';
import { nodeHttp } from '../../lib/platform/node-http.js';
import { answer, bodyOf, loopback, until, type Loopback } from '../support/loopback.js';

const BEARER = 'bearer-of-the-chat';

let server: Loopback | undefined;
afterEach(() => server?.stop());

const serve = async (listener: (...args: Parameters<RequestListener>) => unknown): Promise<Loopback> => {
  server = await loopback((request, response) => {
    listener(request, response);
  });
  return server;
};

const post = (url: string, rest: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'POST',
  url,
  headers: { 'Content-Type': 'application/json', 'X-Amz-Bearer': BEARER },
  body: '{}',
  maxResponseBytes: 1_000_000,
  ...rest,
});
const get = (url: string, rest: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: {},
  maxResponseBytes: 1_000_000,
  ...rest,
});

const run = (request: HttpRequest): Promise<ReadonlyArray<HttpEvent>> =>
  lastValueFrom(nodeHttp(request).pipe(toArray()));
const failure = (request: HttpRequest): Promise<unknown> =>
  run(request).then(
    () => undefined,
    (error: unknown) => error,
  );

describe('nodeHttp', () => {
  it('sends nothing before it is subscribed', async () => {
    const requests: IncomingMessage[] = [];
    const { origin } = await serve((request) => requests.push(request));
    nodeHttp(post(origin));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(requests).toEqual([]);
  });

  it('sends method, headers and text, and emits the answer with lower-case headers', async () => {
    const seen: unknown[] = [];
    const { origin } = await serve(async (request, response) => {
      const { 'content-type': type, 'x-amz-bearer': bearer, 'content-length': length } = request.headers;
      seen.push(request.method, request.url, type, bearer, length, String(await bodyOf(request)));
      answer(response, 200, '{"ä":1}', { 'X-Amzn-RequestId': 'r', 'Content-Length': '8' });
    });
    const events = await run(post(`${origin}/participant/message?a=b`, { body: '{"ö":2}' }));
    expect(seen).toEqual(['POST', '/participant/message?a=b', 'application/json', BEARER, '8', '{"ö":2}']);
    expect(events).toEqual([
      { type: 'received', bytes: 8, totalBytes: 8 },
      {
        type: 'response',
        status: 200,
        body: '{"ä":1}',
        headers: expect.objectContaining({ 'x-amzn-requestid': 'r' }),
      },
    ]);
  });

  it.each([204, 400, 403, 404, 409, 429, 500, 503])('emits a %d as an answer', async (status) => {
    const { origin } = await serve((_, response) => answer(response, status));
    expect((await run(post(origin))).at(-1)).toMatchObject({ type: 'response', status, body: '' });
  });

  it('emits bytes unchanged where bytes are wanted', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const { origin } = await serve((_, response) => response.end(bytes));
    const last = (await run(get(origin, { responseType: 'bytes' }))).at(-1);
    expect(last).toMatchObject({ type: 'response', body: bytes });
  });

  it('reads compressed answers, and claims no total for them', async () => {
    const { origin } = await serve((_, response) => {
      const zipped = gzipSync('x'.repeat(1_000));
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': zipped.length });
      response.end(zipped);
    });
    const events = await run(get(origin));
    expect(events.at(0)).toEqual({ type: 'received', bytes: 1_000 });
    expect(events.at(-1)).toMatchObject({ body: 'x'.repeat(1_000) });
  });

  it('tells the progress of a download', async () => {
    const { origin } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 6 });
      response.write('abc');
      setTimeout(() => response.end('def'), 20);
    });
    expect((await run(get(origin))).slice(0, -1)).toEqual([
      { type: 'received', bytes: 3, totalBytes: 6 },
      { type: 'received', bytes: 6, totalBytes: 6 },
    ]);
  });

  const bytes = new Uint8Array(200_000).fill(7);
  async function* iterated(): AsyncGenerator<Uint8Array> {
    yield bytes.subarray(0, 150_000);
    await Promise.resolve();
    yield bytes.subarray(150_000);
  }

  it.each([
    ['bytes', bytes, '200000', undefined],
    ['a part of a larger buffer', bytes.subarray(100_000), '100000', undefined],
    ['no bytes', new Uint8Array(), '0', undefined],
    ['a blob', new Blob([bytes]), '200000', undefined],
    ['an iterable of unknown size', iterated(), undefined, 'chunked'],
  ])('uploads %s with progress and its length in front', async (_, body, length, encoding) => {
    const seen: unknown[] = [];
    const { origin } = await serve(async (request, response) => {
      seen.push(
        request.headers['content-length'],
        request.headers['transfer-encoding'],
        (await bodyOf(request)).length,
      );
      answer(response, 200);
    });
    const events = await run({ ...get(origin), method: 'PUT', headers: { 'Content-Type': 'image/png' }, body });
    const size = Number(length ?? 200_000);
    expect(seen).toEqual([length, encoding, size]);
    const sent = events.flatMap((event) => (event.type === 'sent' ? [event.bytes] : []));
    expect(sent).toEqual([...sent].sort((a, b) => a - b));
    expect(sent.at(-1)).toBe(size === 0 ? undefined : size);
    expect(sent.length).toBeGreaterThanOrEqual(Math.ceil(size / 65_536));
  });

  it('leaves a content length that is given as it is', async () => {
    const seen: unknown[] = [];
    const { origin } = await serve(async (request, response) => {
      seen.push(request.headers['content-length'], request.headers['transfer-encoding']);
      seen.push((await bodyOf(request)).length);
      answer(response, 200);
    });
    await run({ ...get(origin), method: 'PUT', headers: { 'CONTENT-LENGTH': '200000' }, body: iterated() });
    expect(seen).toEqual(['200000', undefined, 200_000]);
  });

  it.each(['5', '300000', 'all of it', '-1', '200000, 200000'])(
    'counts the bytes itself where it can, whatever length is given: %s',
    async (length) => {
      const seen: unknown[] = [];
      const { origin } = await serve(async (request, response) => {
        seen.push(request.headers['content-length'], (await bodyOf(request)).length);
        answer(response, 200);
      });
      await run({ ...get(origin), method: 'PUT', headers: { 'Content-Length': length }, body: bytes });
      expect(seen).toEqual(['200000', 200_000]);
    },
  );

  it('ends a body that is longer than the length given, which the other side would read as another request', async () => {
    const requests: unknown[] = [];
    const { origin, connections } = await serve((request) => {
      requests.push(request.url);
      request.resume();
    });
    async function* body(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('hell');
      await until(() => requests.length === 1);
      yield Buffer.from('o');
      yield Buffer.from('GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n');
    }
    const headers = { 'Content-Length': '5' };
    const error = await failure({ ...get(`${origin}/file`), method: 'PUT', headers, body: body() });
    expect(error).toEqual(new AttachmentBodyError('tooLong'));
    await until(() => connections.size === 0);
    expect(requests).toEqual(['/file']);
  });

  it.each([
    ['a line break in a value', { 'X-Amz-Bearer': `${BEARER}\r\nX-Smuggled: 1` }],
    ['a line break in a name', { [`X-A: ${BEARER}\r\nX-Smuggled`]: '1' }],
    ['a character that no header can carry', { 'X-Amz-Bearer': `${BEARER}\u{1f511}` }],
  ])('sends nothing that has %s, and does not repeat it', async (_, headers) => {
    const requests: unknown[] = [];
    const { origin } = await serve((request) => requests.push(request));
    const error = await failure(post(origin, { headers }));
    expect(error).toBeInstanceOf(InternalError);
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(BEARER);
    expect(requests).toEqual([]);
  });

  it('reads headers named like members of objects', async () => {
    const { origin } = await serve((_, response) => {
      response.writeHead(200, ['__proto__', 'polluted', 'constructor', 'c', 'toString', 't', 'X-A', 'a']);
      response.end();
    });
    const last = (await run(get(origin))).at(-1);
    expect(last).toMatchObject({ headers: { constructor: 'c', tostring: 't', 'x-a': 'a' } });
    expect(Object.getPrototypeOf(last?.type === 'response' ? last.headers : undefined)).toBe(Object.prototype);
  });

  it('counts as sent only what has left while the other side does not read', async () => {
    const { origin } = await serve(() => undefined);
    const big = new Uint8Array(50_000_000);
    let sentBytes = 0;
    const subscription = nodeHttp({ ...get(origin), method: 'PUT', body: big }).subscribe((event) => {
      if (event.type === 'sent') sentBytes = event.bytes;
    });
    await until(() => sentBytes > 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(sentBytes).toBeLessThan(20_000_000);
    subscription.unsubscribe();
  });

  it.each<[string, Parameters<typeof serve>[0]]>([
    ['while it waits for an answer', () => undefined],
    ['while it reads the answer', (_, response) => response.write('half')],
  ])('closes the connection when it is unsubscribed %s', async (_, listener) => {
    const { origin, connections } = await serve(listener);
    const events: HttpEvent[] = [];
    const subscription = nodeHttp(post(origin)).subscribe({ next: (event) => events.push(event) });
    await until(() => connections.size === 1);
    await new Promise((resolve) => setTimeout(resolve, 30));
    subscription.unsubscribe();
    await until(() => connections.size === 0);
    expect(events.filter(({ type }) => type === 'response')).toEqual([]);
  });

  const put = (origin: string, rest: Partial<HttpRequest>): HttpRequest => ({ ...get(origin), method: 'PUT', ...rest });
  async function* of(...pieces: ReadonlyArray<string>): AsyncGenerator<string> {
    for (const piece of pieces) yield await Promise.resolve(piece);
  }

  it('sends text in pieces as UTF-8', async () => {
    const seen: unknown[] = [];
    const { origin } = await serve(async (request, response) => {
      seen.push(request.headers['content-length'], String(await bodyOf(request)));
      answer(response, 200);
    });
    await run(put(origin, { body: of('a\ud83d', '\udcce', 'é'), bodyBytes: 7 }));
    expect(seen).toEqual(['7', 'a📎é']);
  });

  it('ends at once what is shorter than announced, though the other side waits for the rest', async () => {
    const { origin, connections } = await serve((request) => request.resume());
    const error = await failure(put(origin, { body: of('a', 'b'), bodyBytes: 3 }));
    expect(error).toEqual(new AttachmentBodyError('tooShort'));
    await until(() => connections.size === 0);
  });

  it('never gives all of what is longer than announced', async () => {
    const arrived: Buffer[] = [];
    const { origin, connections } = await serve((request) => request.on('data', (data: Buffer) => arrived.push(data)));
    const error = await failure(put(origin, { body: of('ab', 'c', 'd'), bodyBytes: 3 }));
    expect(error).toEqual(new AttachmentBodyError('tooLong'));
    await until(() => connections.size === 0);
    expect(Buffer.concat(arrived).length).toBeLessThan(3);
  });

  const read = async (): Promise<ReadableStream<Uint8Array>> => {
    const stream = new Blob(['abc']).stream();
    const reader = stream.getReader();
    while (!(await reader.read()).done);
    reader.releaseLock();
    return stream;
  };
  const file = Object.defineProperty(new Blob(['abc']), 'slice', {
    value: () => ({ arrayBuffer: () => Promise.reject(new DOMException('/home/jane/a.pdf', 'NotReadableError')) }),
  });
  it('ends at once a stream that has been read', async () => {
    const { origin } = await serve((request) => request.resume());
    const error = await failure(put(origin, { body: await read(), bodyBytes: 3 }));
    expect(error).toEqual(new AttachmentBodyError('tooShort'));
  });

  it.each<readonly [string, NonNullable<HttpRequest['body']>, object]>([
    ['a Blob whose bytes are gone', file, { reason: 'failed', thrown: 'NotReadableError' }],
    ['bytes that another thread has taken', new Uint8Array(), { reason: 'tooShort' }],
  ])('ends at once %s', async (_, body, facts) => {
    const { origin } = await serve((request) => request.resume());
    const error = await failure(put(origin, { body, bodyBytes: 3 }));
    expect(error).toMatchObject({ name: 'AttachmentBodyError', ...facts });
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('jane');
  });

  it('ends a body that stays silent, and destroys its stream', async () => {
    const body = new PassThrough();
    const { origin, connections } = await serve((request) => request.resume());
    const error = await failure(put(origin, { body, bodyBytes: 3, bodySilenceMs: 20 }));
    expect(error).toEqual(new AttachmentBodyError('silent'));
    expect(body.destroyed).toBe(true);
    await until(() => connections.size === 0);
  });

  it('destroys a stream that it waits for when it is unsubscribed', async () => {
    const body = new PassThrough();
    body.write('a');
    const { origin, connections } = await serve((request) => request.resume());
    const subscription = nodeHttp(put(origin, { body, bodyBytes: 3 })).subscribe();
    await until(() => connections.size === 1);
    subscription.unsubscribe();
    await until(() => body.destroyed && connections.size === 0);
  });

  it.each([307, 403])('takes a %d for an answer that comes before the body has been sent', async (status) => {
    const { origin } = await serve((_, response) =>
      answer(response, status, '', { location: '/elsewhere', connection: 'close' }),
    );
    const events = await run(put(origin, { body: new Uint8Array(3_000_000), followsRedirects: true }));
    expect(events.at(-1)).toMatchObject({ type: 'response', status });
    expect(events.at(-1)).toMatchObject({ headers: { location: expect.stringContaining('/elsewhere') } });
  });

  it('lets go of an iterable that is being uploaded when it is unsubscribed', async () => {
    let isReturned = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield await Promise.resolve(bytes);
      } finally {
        isReturned = true;
      }
    }
    const { origin, connections } = await serve((request) => request.resume());
    const subscription = nodeHttp({ ...get(origin), method: 'PUT', body: endless() }).subscribe();
    await until(() => connections.size === 1);
    subscription.unsubscribe();
    await until(() => isReturned && connections.size === 0);
  });

  it('errors when the body cannot be read, and closes the connection', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(bytes);
      throw new Error('EIO /home/jane/passport.png');
    }
    const { origin, connections } = await serve((request) => request.resume());
    const error = await failure({ ...get(origin), method: 'PUT', body: broken() });
    expect(error).toMatchObject({ name: 'AttachmentBodyError', reason: 'failed', thrown: 'Error', code: undefined });
    expect(inspect(error, { depth: null })).not.toContain('passport');
    await until(() => connections.size === 0);
  });

  it.each([
    ['announced', { 'content-length': '2000' }],
    ['streamed', {}],
  ])('errors when an answer is longer than allowed, %s, and closes the connection', async (_, headers) => {
    const { origin, connections } = await serve((_request, response) => {
      response.writeHead(200, headers);
      response.write('x'.repeat(1_500));
    });
    const error = await failure(get(origin, { maxResponseBytes: 1_000 }));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ cause: { message: 'the answer is longer than maxResponseBytes' } });
    await until(() => connections.size === 0);
  });

  it('counts a compressed answer by what it becomes', async () => {
    const { origin } = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync('x'.repeat(100_000)));
    });
    expect(await failure(get(origin, { maxResponseBytes: 10_000 }))).toBeInstanceOf(NetworkError);
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('cuts off an answer of a few kilobytes that %s makes twenty megabytes of', async (encoding, compress) => {
    const bomb = compress(Buffer.alloc(20_000_000));
    expect(bomb.length).toBeLessThan(100_000);
    const { origin, connections } = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding });
      response.write(bomb);
    });
    let received = 0;
    const error = await lastValueFrom(
      nodeHttp(get(origin, { responseType: 'bytes' })).pipe(
        tap((event) => {
          if (event.type === 'received') received = event.bytes;
        }),
      ),
    ).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ cause: { message: 'the answer is longer than maxResponseBytes' } });
    expect(received).toBeLessThanOrEqual(1_000_000);
    await until(() => connections.size === 0);
  });

  it('does not unpack what is packed in a way that it did not ask for', async () => {
    const packed = gzipSync(gzipSync(Buffer.alloc(100_000)));
    const { origin } = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip, gzip' });
      response.end(packed);
    });
    expect((await run(get(origin, { responseType: 'bytes' }))).at(-1)).toMatchObject({ body: new Uint8Array(packed) });
  });

  it.each([301, 302, 303, 307, 308])('answers with a %d instead of following it with the bearer', async (status) => {
    const bearers: unknown[] = [];
    const elsewhere = await loopback((request, response) => {
      bearers.push(request.headers['x-amz-bearer']);
      answer(response, 200);
    });
    const { origin } = await serve((_, response) => answer(response, status, '', { location: elsewhere.origin }));
    expect((await run(post(origin))).at(-1)).toMatchObject({ type: 'response', status });
    expect(bearers).toEqual([]);
    await elsewhere.stop();
  });

  const cut: Readonly<Record<string, RequestListener>> = {
    'before the answer': (request) => request.socket.destroy(),
    'within an answer of known length': (request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half');
      setTimeout(() => request.socket.destroy(), 20);
    },
    'within a chunked answer': (request, response) => {
      response.write('half');
      setTimeout(() => request.socket.destroy(), 20);
    },
  };
  it.each(Object.keys(cut))('errors when the connection is cut %s', async (when) => {
    const { origin } = await serve(cut[when]!);
    const error = await failure(get(origin));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ kind: 'aborted' });
  });

  it('says that a name was not found, and not which', async () => {
    const error = await failure(get('https://nowhere.invalid/?signed'));
    expect(error).toMatchObject({ name: 'NetworkError', kind: 'dns' });
    expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/nowhere|signed/);
  });

  it('says that the other side does not speak TLS', async () => {
    const { origin } = await serve(() => undefined);
    expect(await failure(get(origin.replace('http:', 'https:')))).toMatchObject({ name: 'NetworkError', kind: 'tls' });
  });

  it('says nothing of the kind where the other side does not speak HTTP', async () => {
    const { origin } = await serve((request) => request.socket.end('220 mail.example ESMTP\r\n'));
    expect(await failure(get(origin))).toMatchObject({ name: 'NetworkError', kind: undefined });
  });

  it('tells a mistake from an outage: what a choice of agents throws is a bug of its own', async () => {
    const error = await lastValueFrom(
      nodeHttp(get('https://nowhere.invalid/?signed'), () => {
        throw new TypeError('proxy is undefined');
      }),
    ).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'InternalError', thrown: 'TypeError' });
    expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/signed|undefined'/);
  });

  it('keeps the url, the bearer and the body out of its errors', async () => {
    const { origin, stop } = await serve(() => undefined);
    await stop();
    const error = await failure(post(`${origin}/put?X-Amz-Signature=signed`, { body: 'a private message' }));
    expect(error).toEqual(new NetworkError({ kind: 'refused', cause: new Error('ECONNREFUSED') }));
    const told = JSON.stringify([String(error), error, error instanceof Error && String(error.cause)]);
    expect(told).not.toMatch(/signed|127\.0\.0\.1|bearer|private/);
  });

  it.each(['http://example.com/', 'ftp://127.0.0.1/', 'no url'])('refuses %s', async (url) => {
    expect(await failure(get(url))).toEqual(new InvalidArgumentError('url', 'must be encrypted, except on loopback'));
  });

  it('uses a connection again', async () => {
    const ports = new Set<unknown>();
    const { origin } = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      answer(response, 200, 'ok');
    });
    await run(post(origin));
    await run(post(origin));
    expect(ports.size).toBe(1);
  });
});
