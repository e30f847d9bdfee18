import { inspect } from 'node:util';
import { lastValueFrom, toArray } from 'rxjs';
import { WebSocket, WebSocketServer, type WebSocket as Peer } from 'ws';
import { NetworkError } from '../../lib/chat/errors.js';
import type { HttpEvent, HttpRequest, Ports } from '../../lib/engine/ports.js';
import { browserBundle } from '../support/browser-bundle.js';
import { answer, bodyOf, loopback, until, type Loopback } from '../support/loopback.js';

const hasPorts = (exports: object): exports is { browserPorts: () => Ports } => 'browserPorts' in exports;
const ports: Ports = browserBundle('platform/browser-ports.ts', hasPorts).browserPorts();

let server: Loopback | undefined;
const originals: (readonly [string, PropertyDescriptor | undefined])[] = [];
/** Gives the platform another part, or takes it away, for one spec. */
const replace = (name: string, value: unknown): void => {
  originals.push([name, Object.getOwnPropertyDescriptor(globalThis, name)]);
  if (value === undefined) Reflect.deleteProperty(globalThis, name);
  else Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
};
afterEach(async () => {
  for (const [name, original] of originals.splice(0).reverse()) {
    if (original === undefined) Reflect.deleteProperty(globalThis, name);
    else Object.defineProperty(globalThis, name, original);
  }
  await server?.stop();
});

const get = (url: string, rest: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: {},
  maxResponseBytes: 100_000,
  ...rest,
});
const run = (request: HttpRequest): Promise<ReadonlyArray<HttpEvent>> =>
  lastValueFrom(ports.http(request).pipe(toArray()));
const failure = (request: HttpRequest): Promise<unknown> =>
  run(request).then(
    () => undefined,
    (error: unknown) => error,
  );

/** Node has no XMLHttpRequest; this one says what it is told to say, and remembers what it was given. */
class FakeRequest extends EventTarget {
  static readonly made: FakeRequest[] = [];
  readonly upload = new EventTarget();
  readonly given: unknown[] = [];
  readyState = 1;
  status = 0;
  response: unknown = '';
  responseType = '';
  timeout = 0;
  withCredentials = true;
  constructor() {
    super();
    FakeRequest.made.push(this);
  }
  open(method: string, url: string): void {
    this.given.push(method, url);
  }
  setRequestHeader(name: string, value: string): void {
    this.given.push(`${name}: ${value}`);
  }
  send(body: unknown): void {
    this.given.push(body);
  }
  abort(): void {
    this.given.push('abort');
  }
  getAllResponseHeaders(): string {
    return 'ETag: "a:b"\r\nx-amz-request-id: r\r\n';
  }
  /** Test control. */
  progress(target: EventTarget, type: string, loaded: number): void {
    target.dispatchEvent(Object.assign(new Event(type), { loaded, total: 0 }));
  }
  /** Test control. */
  load(status: number): void {
    this.readyState = 4;
    this.status = status;
    this.progress(this, 'load', 0);
  }
}

/** A Blob of somebody else's, which the platform does not know for one. */
const blobLike = (text: string): Blob => {
  const blob = new Blob([text]);
  const { size, type } = blob;
  const like = { size, type, slice: (from: number, to: number) => blob.slice(from, to) };
  return like as unknown as Blob;
};

describe('browserPorts by fetch', () => {
  it('sends text with its headers but for those a browser sets itself, and emits the answer', async () => {
    const seen: unknown[] = [];
    server = await loopback((request, response) => {
      void bodyOf(request).then((body) => {
        const { 'x-amz-bearer': bearer, 'content-length': length, cookie } = request.headers;
        seen.push(request.method, bearer, length, cookie, String(body));
        answer(response, 403, '{"message":"no"}', { 'X-Amzn-RequestId': 'r', 'Content-Length': '16' });
      });
    });
    const headers = { 'X-Amz-Bearer': 'bearer', 'Content-Length': '99', Host: 'elsewhere' };
    const events = await run({ ...get(server.origin), method: 'POST', headers, body: '{}' });
    expect(seen).toEqual(['POST', 'bearer', '2', undefined, '{}']);
    expect(events).toEqual([
      { type: 'received', bytes: 16, totalBytes: 16 },
      {
        type: 'response',
        status: 403,
        body: '{"message":"no"}',
        headers: expect.objectContaining({ 'x-amzn-requestid': 'r' }),
      },
    ]);
  });

  it('emits bytes where bytes are wanted', async () => {
    server = await loopback((_, response) => response.end(Uint8Array.of(0, 255)));
    expect((await run(get(server.origin, { responseType: 'bytes' }))).at(-1)).toMatchObject({
      body: Uint8Array.of(0, 255),
    });
  });

  it('does not follow a redirect with the bearer, but answers with it', async () => {
    const urls: unknown[] = [];
    server = await loopback((request, response) => {
      urls.push(request.url);
      answer(response, 307, '', { location: '/elsewhere?signed' });
    });
    const events = await run({
      ...get(server.origin),
      method: 'POST',
      headers: { 'X-Amz-Bearer': 'b' },
      body: '{}',
    });
    expect(events.at(-1)).toMatchObject({ type: 'response', status: 307 });
    expect(urls).toEqual(['/']);
  });

  it.each<readonly [string, Partial<HttpRequest>]>([
    ['a download', {}],
    ['an upload', { method: 'PUT', body: new Blob(['ab']) }],
  ])('follows a redirect where no bearer is at stake: %s', async (_, rest) => {
    const seen: unknown[] = [];
    server = await loopback((request, response) => {
      void bodyOf(request).then((body) => {
        seen.push([request.method, request.url, [...body]]);
        if (request.url === '/') answer(response, 307, '', { location: '/elsewhere?signed' });
        else answer(response, 200, 'here');
      });
    });
    const events = await run({ ...get(server.origin), ...rest, followsRedirects: true });
    expect(events.at(-1)).toMatchObject({ type: 'response', status: 200, body: 'here' });
    const { method = 'GET', body } = rest;
    const bytes = body === undefined ? [] : [97, 98];
    expect(seen).toEqual(['/', '/elsewhere?signed'].map((url) => [method, url, bytes]));
  });

  it('takes no answer that came in clear from beyond this machine', async () => {
    const { fetch } = globalThis;
    const elsewhere = Object.defineProperties(new Response('a'), {
      redirected: { value: true },
      url: { value: 'http://bucket.test/?signed' },
    });
    Object.assign(globalThis, { fetch: () => Promise.resolve(elsewhere) });
    const error = await failure({ ...get('https://bucket.test/'), followsRedirects: true });
    Object.assign(globalThis, { fetch });
    expect(error).toMatchObject({ name: 'NetworkError' });
    expect(JSON.stringify(error)).not.toContain('signed');
  });

  it('errors when an answer is longer than allowed, and closes the connection', async () => {
    server = await loopback((_, response) => response.write('x'.repeat(2_000)));
    expect(await failure(get(server.origin, { maxResponseBytes: 1_000 }))).toMatchObject({ name: 'NetworkError' });
    const { connections } = server;
    await until(() => connections.size === 0);
  });

  it('closes the connection when it is unsubscribed', async () => {
    server = await loopback();
    const { connections, origin } = server;
    const subscription = ports.http(get(origin)).subscribe();
    await until(() => connections.size === 1);
    subscription.unsubscribe();
    await until(() => connections.size === 0);
  });

  it('tells neither url nor body when nobody listens', async () => {
    server = await loopback();
    await server.stop();
    const error = await failure({ ...get(`${server.origin}/?signed`), method: 'POST', body: 'private' });
    expect(error).toMatchObject({ name: 'NetworkError' });
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/signed|private|127/);
  });

  it.each([
    ['no network, where the browser says so', false, 'offline'],
    ['a host that cannot be reached or forbids the origin, where it does not', true, 'cors-or-offline'],
    ['nothing more than the code, where there is no browser', undefined, 'refused'],
  ])('tells %s', async (_, onLine, kind) => {
    server = await loopback();
    await server.stop();
    replace('navigator', onLine === undefined ? undefined : { onLine });
    // As browsers do it: neither code nor cause.
    if (onLine !== undefined) replace('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    const error = await failure(get(`${server.origin}/?signed`));
    expect(error).toMatchObject({ name: 'NetworkError', kind });
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('signed');
  });

  it('tells nothing where the platform tells nothing', async () => {
    replace('navigator', undefined);
    replace('fetch', () => Promise.reject(new TypeError('Network request failed')));
    expect(await failure(get('https://a.example/'))).toMatchObject({ name: 'NetworkError', kind: undefined });
  });

  it('tells an answer that is cut off from one that does not come', async () => {
    replace('navigator', { onLine: true });
    server = await loopback((request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => request.socket.destroy());
    });
    expect(await failure(get(server.origin))).toMatchObject({ name: 'NetworkError', kind: 'aborted' });
  });

  it('fails where a browser hides a redirect', async () => {
    replace('fetch', () => Promise.resolve({ type: 'opaqueredirect', status: 0, headers: new Headers(), body: null }));
    expect(await failure(get('https://a.example/'))).toEqual(
      new NetworkError({ cause: new Error('the answer was a redirect') }),
    );
  });

  it('names what is missing where there is no fetch, as in jsdom, instead of trying for ever', async () => {
    replace('fetch', undefined);
    const error = await failure(get('https://a.example/'));
    expect(error).toMatchObject({ name: 'InvalidArgumentError', field: 'ports.http' });
    expect(String(error)).toMatch(/this platform has no fetch.*docs\/recipes\/testing-your-application\.md/);
  });

  it('names what does not fit where fetch is of another realm than AbortController', async () => {
    class Foreign {
      readonly signal = {};
      abort(): void {
        // Of no platform's that fetch knows.
      }
    }
    replace('AbortController', Foreign);
    expect(await failure(get('https://a.example/'))).toMatchObject({
      name: 'InvalidArgumentError',
      field: 'ports.http',
      message: expect.stringContaining('does not take its AbortSignal'),
    });
  });

  it('tells a mistake of our own from an outage', async () => {
    replace('fetch', () => Promise.resolve({ status: 200 }));
    expect(await failure(get('https://a.example/'))).toMatchObject({ name: 'InternalError', thrown: 'TypeError' });
  });

  it('keeps from platforms what they throw at: they have neither cookies nor a cache', async () => {
    const given: unknown[] = [];
    const refusing = (_: string, { credentials, cache }: RequestInit = {}): void => {
      if (credentials !== undefined || cache !== undefined) throw new TypeError('not implemented');
    };
    const { fetch } = globalThis;
    replace('Request', refusing);
    replace('fetch', (url: string, init: RequestInit) => {
      given.push(init.credentials, init.cache, init.referrerPolicy, init.redirect);
      return fetch(url, init);
    });
    server = await loopback((_, response) => answer(response, 200, 'text'));
    expect((await run(get(server.origin))).at(-1)).toMatchObject({ body: 'text' });
    expect(given).toEqual([undefined, undefined, undefined, 'manual']);
  });

  it('sends no cookies, keeps nothing, and says not where from, where that can be said', async () => {
    const given: unknown[] = [];
    replace('fetch', (_: string, { credentials, cache, referrerPolicy }: RequestInit) => {
      given.push(credentials, cache, referrerPolicy);
      return Promise.resolve(new Response('text'));
    });
    await run(get('https://a.example/'));
    expect(given).toEqual(['omit', 'no-store', 'no-referrer']);
  });

  it('reads text where there is no TextDecoder', async () => {
    replace('TextDecoder', undefined);
    server = await loopback((_, response) => answer(response, 200, '{"ä":1}'));
    expect((await run(get(server.origin))).at(-1)).toMatchObject({ body: '{"ä":1}' });
  });

  it.each(['http://example.com/', '/participant/message'])('refuses %s', async (url) =>
    expect(await failure(get(url))).toMatchObject({ name: 'InvalidArgumentError' }),
  );

  it('uploads bytes where there is no XMLHttpRequest', async () => {
    const seen: Buffer[] = [];
    server = await loopback((request, response) => {
      void bodyOf(request).then((body) => {
        seen.push(body);
        answer(response, 200);
      });
    });
    await run({ ...get(server.origin), method: 'PUT', body: Uint8Array.of(1, 2, 3).subarray(1) });
    expect(seen).toEqual([Buffer.from([2, 3])]);
  });
});

describe('browserPorts by XMLHttpRequest', () => {
  const put: HttpRequest = {
    ...get('https://bucket/key?signed'),
    method: 'PUT',
    headers: { 'Content-Type': 'image/png', 'Content-Length': '2' },
    body: Uint8Array.of(1, 2, 3).subarray(1),
  };
  const start = async (request = put): Promise<{ xhr: FakeRequest; seen: unknown[]; stop: () => void }> => {
    const seen: unknown[] = [];
    const subscription = ports.http(request).subscribe({
      next: (event) => seen.push(event),
      error: (error: unknown) => seen.push(error),
      complete: () => seen.push('complete'),
    });
    await until(() => FakeRequest.made.length === 1);
    return { xhr: FakeRequest.made[0]!, seen, stop: () => subscription.unsubscribe() };
  };

  beforeEach(() => {
    FakeRequest.made.length = 0;
    Object.assign(globalThis, { XMLHttpRequest: FakeRequest });
  });
  afterEach(() => Reflect.deleteProperty(globalThis, 'XMLHttpRequest'));

  it('sends exactly the bytes and no header of its own', async () => {
    const { xhr, stop } = await start();
    expect(xhr.given.slice(0, 3)).toEqual(['PUT', put.url, 'Content-Type: image/png']);
    expect(xhr.given[3]).toEqual(Uint8Array.of(2, 3));
    expect(xhr.given).toHaveLength(4);
    expect(xhr.withCredentials).toBe(false);
    stop();
    expect(xhr.given.at(-1)).toBe('abort');
  });

  const gone = (): Blob =>
    Object.defineProperty(new Blob(['abc']), 'slice', {
      value: () => ({ arrayBuffer: () => Promise.reject(new DOMException('/home/jane/a.pdf', 'NotReadableError')) }),
    });

  it('sends a Blob as it is, to be read on the way', async () => {
    const body = new Blob(['abc']);
    const { xhr, stop } = await start({ ...put, body, bodyBytes: 3 });
    expect(xhr.given[3]).toBe(body);
    stop();
  });

  it('sends the bytes of what is only like a Blob, not its name', async () => {
    const { xhr, stop } = await start({ ...put, body: blobLike('abc'), bodyBytes: 3 });
    expect(xhr.given[3]).toEqual(Uint8Array.of(97, 98, 99));
    stop();
  });

  it('collects what comes in pieces, with signs of life, and sends it whole', async () => {
    async function* pieces(): AsyncGenerator<string | Uint8Array> {
      yield 'é';
      yield await Promise.resolve(Uint8Array.of(1));
    }
    const { xhr, seen, stop } = await start({ ...put, body: pieces(), bodyBytes: 3 });
    expect(xhr.given[3]).toEqual(Uint8Array.of(195, 169, 1));
    expect(seen).toEqual([
      { type: 'sent', bytes: 0 },
      { type: 'sent', bytes: 0 },
    ]);
    stop();
  });

  async function* silent(): AsyncGenerator<string> {
    yield 'a';
    await new Promise(() => undefined);
  }
  async function* short(): AsyncGenerator<string> {
    yield await Promise.resolve('a');
  }
  it.each<readonly [string, NonNullable<HttpRequest['body']>, string]>([
    ['is shorter than announced', short(), 'tooShort'],
    ['is a Blob of another size', new Blob(['abcd']), 'tooLong'],
    ['is another number of bytes', Uint8Array.of(1), 'tooShort'],
    ['stays silent', silent(), 'silent'],
  ])('sends nothing of a body that %s', async (_, body, reason) => {
    const error = await failure({ ...put, body, bodyBytes: 3, bodySilenceMs: 20 });
    expect(error).toMatchObject({ name: 'AttachmentBodyError', reason });
    expect(FakeRequest.made).toEqual([]);
  });

  it('lets go of a body that it collects when it is unsubscribed', async () => {
    let isFree = false;
    const body = new ReadableStream<string>({ cancel: () => void (isFree = true) });
    ports
      .http({ ...put, body, bodyBytes: 3 })
      .subscribe()
      .unsubscribe();
    await until(() => isFree);
  });

  it.each<readonly [string, () => Blob, object]>([
    ['the file, where it is gone', gone, { name: 'AttachmentBodyError', reason: 'failed', thrown: 'NotReadableError' }],
    ['the network, where it is there', () => new Blob(['abc']), { name: 'NetworkError' }],
  ])('blames %s', async (_, make, error) => {
    const { xhr, seen } = await start({ ...put, body: make() });
    xhr.dispatchEvent(new Event('error'));
    await until(() => seen.length > 0);
    expect(seen).toEqual([expect.objectContaining(error)]);
    expect(JSON.stringify(seen)).not.toMatch(/jane|signed/);
  });

  it('takes no answer that came in clear from beyond this machine', async () => {
    const { xhr, seen } = await start();
    Object.assign(xhr, { responseURL: 'http://bucket.test/?signed' });
    xhr.load(200);
    expect(seen).toEqual([expect.objectContaining({ name: 'NetworkError' })]);
  });

  it.each([200, 403, 500])('tells the progress, then the answer %d', async (status) => {
    const { xhr, seen } = await start();
    xhr.progress(xhr.upload, 'loadstart', 0);
    xhr.progress(xhr.upload, 'progress', 1);
    xhr.progress(xhr.upload, 'load', 2);
    xhr.response = 'done';
    xhr.load(status);
    expect(seen).toEqual([
      { type: 'sent', bytes: 1 },
      { type: 'sent', bytes: 2 },
      { type: 'response', status, headers: { etag: '"a:b"', 'x-amz-request-id': 'r' }, body: 'done' },
      'complete',
    ]);
  });

  it.each([
    ['error', true, 'cors-or-offline'],
    ['error', false, 'offline'],
    ['timeout', true, 'cors-or-offline'],
    ['abort', true, 'aborted'],
  ])('errors without the url on %s while onLine is %s', async (type, onLine, kind) => {
    replace('navigator', { onLine });
    const { xhr, seen } = await start();
    xhr.dispatchEvent(new Event(type));
    expect(seen).toEqual([expect.objectContaining({ name: 'NetworkError', kind })]);
    expect(JSON.stringify(seen)).not.toContain('signed');
  });

  it('errors when the answer is longer than allowed', async () => {
    const { xhr, seen } = await start();
    xhr.progress(xhr, 'progress', 100_001);
    expect(seen).toEqual([expect.objectContaining({ name: 'NetworkError' })]);
    expect(xhr.given.at(-1)).toBe('abort');
  });

  it('is not used for what carries a bearer', async () => {
    server = await loopback((_, response) => answer(response, 200));
    await run({ ...put, url: server.origin, headers: { 'x-amz-bearer': 'b' } });
    expect(FakeRequest.made).toEqual([]);
  });
});

describe('browserPorts by WebSocket', () => {
  beforeEach(() => Object.assign(globalThis, { WebSocket }));
  afterEach(() => Reflect.deleteProperty(globalThis, 'WebSocket'));

  const opened = async (): Promise<{ peer: Peer; seen: unknown[]; stop: () => void; send: (text: string) => void }> => {
    server = await loopback();
    const peers: Peer[] = [];
    new WebSocketServer({ server: server.server }).on('connection', (peer) => peers.push(peer));
    const seen: unknown[] = [];
    let send: ((text: string) => void) | undefined;
    const subscription = ports.openSocket(server.origin.replace('http', 'ws'), 1_000).subscribe({
      next: (socket) => {
        send = socket.send;
        socket.frame$.subscribe((frame) => seen.push(frame));
      },
      error: (error: unknown) => seen.push(error),
    });
    await until(() => peers.length === 1 && send !== undefined);
    return { peer: peers[0]!, seen, stop: () => subscription.unsubscribe(), send: send! };
  };

  it('hands on text and bytes, sends text, and says goodbye with 1000', async () => {
    const { peer, seen, stop, send } = await opened();
    const received: unknown[] = [];
    peer.on('message', (data, isBinary) => received.push(data, isBinary));
    peer.on('close', (code) => received.push(code));
    peer.send('ä');
    peer.send(Uint8Array.of(1));
    send('ö');
    await until(() => seen.length === 2 && received.length === 2);
    expect(seen[0]).toBe('ä');
    expect(Object.prototype.toString.call(seen[1])).toBe('[object ArrayBuffer]');
    stop();
    await until(() => received.length === 3);
    expect(received).toEqual([Buffer.from('ö'), false, 1000]);
    expect(seen).toHaveLength(2);
  });

  it.each([1000, 1011, 4000])('errors with the code when the other side closes with %d', async (code) => {
    const { peer, seen } = await opened();
    peer.close(code);
    await until(() => seen.length === 1);
    expect(seen).toEqual([expect.objectContaining({ name: 'SocketError', code })]);
  });

  it('says that there was no network where the browser says so', async () => {
    replace('navigator', { onLine: false });
    const { peer, seen } = await opened();
    peer.terminate();
    await until(() => seen.length === 1);
    expect(seen).toEqual([expect.objectContaining({ name: 'SocketError', code: 1006, kind: 'offline' })]);
  });

  it('names what is missing where there is no WebSocket', () => {
    replace('WebSocket', undefined);
    const seen: unknown[] = [];
    ports.openSocket('wss://a.example/', 1).subscribe({ error: (error: unknown) => seen.push(error) });
    expect(seen).toEqual([
      expect.objectContaining({
        name: 'InvalidArgumentError',
        message: 'ports.openSocket is needed here: this platform has no WebSocket',
      }),
    ]);
  });

  it('refuses to go in clear, and says nothing of a url that cannot be opened', () => {
    const seen: unknown[] = [];
    for (const url of ['ws://example.com/', 'ws://127.0.0.1/?secret#fragment']) {
      ports.openSocket(url, 1).subscribe({ error: (error: unknown) => seen.push(error) });
    }
    expect(seen).toEqual([
      expect.objectContaining({ name: 'InvalidArgumentError' }),
      expect.objectContaining({ name: 'SocketError' }),
    ]);
    expect(JSON.stringify(seen)).not.toContain('secret');
  });
});
