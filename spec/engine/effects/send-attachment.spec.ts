import { PassThrough } from 'node:stream';
import { concat, delay, ignoreElements, NEVER, of, throwError, type Observable } from 'rxjs';
import {
  AttachmentBodyError,
  ChatEndedError,
  InvalidArgumentError,
  NetworkError,
  QuotaExceededError,
  UnreadableError,
  UploadRefusedError,
} from '../../../lib/chat/errors.js';
import { sendAttachment, type AttachmentSource } from '../../../lib/engine/effects/send-attachment.js';
import { DEFAULT_POLICIES } from '../../../lib/engine/policies.js';
import type { HttpEvent, HttpRequest } from '../../../lib/engine/ports.js';
import type { Signal } from '../../../lib/engine/signal.js';
import { marbles } from '../../support/marbles.js';
import { broken, fakeWorld, ok, pendingTimers, status, type Answers } from './fake-world.js';

const START = '/participant/start-attachment-upload';
const COMPLETE = '/participant/complete-attachment-upload';
const URL = 'https://bucket.test/key?signature=1';
const OTHER_URL = 'https://bucket.test/key?signature=2';
const HEADERS = { 'Content-Type': 'text/plain', 'x-amz-acl': 'bucket-owner-full-control' };

const file: AttachmentSource = { name: 'a.txt', contentType: 'text/plain', body: 'hello' };
const pieces: AttachmentSource = {
  name: 'a.txt',
  contentType: 'text/plain',
  sizeInBytes: 5,
  body: { [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true as const, value: undefined }) }) },
};

const started = (
  url = URL,
  attachmentId = 'file 1',
  urlExpiresAt = '2026-01-01T00:00:00.000Z',
): Observable<HttpEvent> =>
  ok({
    AttachmentId: attachmentId,
    UploadMetadata: { Url: url, UrlExpiry: urlExpiresAt, HeadersToInclude: HEADERS },
  });
const sent = (bytes: number): HttpEvent => ({ type: 'sent', bytes });

const values = {
  a: { type: 'uploading', sentBytes: 0, totalBytes: 5 },
  b: { type: 'uploading', sentBytes: 2, totalBytes: 5 },
  c: { type: 'uploading', sentBytes: 5, totalBytes: 5 },
  d: { type: 'completed', attachmentId: 'file 1' },
  e: { type: 'completed', attachmentId: 'file 2' },
};

describe('sendAttachment', () => {
  it('checks the file at the call', () => {
    marbles((_, clock) => {
      const { world } = fakeWorld(clock, {}, { policies: { maxAttachmentBytes: 4 } });
      expect(() => sendAttachment(world, file)).toThrow(InvalidArgumentError);
      expect(() => sendAttachment(world, file)).toThrow('sizeInBytes must be a whole number from 1 to 4');
    });
  });

  it('does nothing before it is subscribed to', () => {
    marbles((_, clock) => {
      const { world, sent: requests } = fakeWorld(clock);
      sendAttachment(world, file);
      expect(requests).toEqual([]);
    });
  });

  it('announces, uploads and completes, and tells how far it is', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const put = cold<HttpEvent>('-b-c-(r|)', {
        b: sent(2),
        c: sent(5),
        r: { type: 'response', status: 200, headers: {}, body: '' },
      });
      const { world, sent: requests } = fakeWorld(clock, {
        [START]: [started().pipe(delay(2))],
        [URL]: [put],
        [COMPLETE]: [ok().pipe(delay(3))],
      });
      expectObservable(sendAttachment(world, file)).toBe('a--b-c----(d|)', values);
      flush();
      expect(requests).toEqual([
        expect.objectContaining({
          at: 0,
          to: START,
          body: { ContentType: 'text/plain', AttachmentSizeInBytes: 5, AttachmentName: 'a.txt', ClientToken: 'id 1' },
        }),
        expect.objectContaining({ at: 2, to: URL, method: 'PUT', body: new TextEncoder().encode('hello') }),
        expect.objectContaining({ at: 7, to: COMPLETE, body: { AttachmentIds: ['file 1'], ClientToken: 'id 2' } }),
      ]);
    });
  });

  it('sends with the bytes exactly the headers that it was told, and no bearer', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent: requests } = fakeWorld(clock, { [START]: [started()], [URL]: [ok()], [COMPLETE]: [ok()] });
      expectObservable(sendAttachment(world, file)).toBe('(acd|)', values);
      flush();
      expect(requests[1]?.headers).toEqual(HEADERS);
    });
  });

  it('counts no further than the size of the file', () => {
    marbles(({ expectObservable }, clock) => {
      const put = concat(of(sent(9)), ok());
      const { world } = fakeWorld(clock, { [START]: [started()], [URL]: [put], [COMPLETE]: [ok()] });
      expectObservable(sendAttachment(world, file)).toBe('(acd|)', values);
    });
  });

  const ENDS: ReadonlyArray<Signal> = [
    { type: 'closing', reason: 'ended' },
    { type: 'ended', reason: 'disconnected' },
    { type: 'failed', error: new NetworkError() },
    { type: 'left' },
  ];
  describe.each(ENDS)('when the chat is over by $type', (end) => {
    const throttled = of<HttpEvent>({ type: 'response', status: 429, headers: { 'retry-after': '800' }, body: '' });

    it.each<readonly [string, Answers]>([
      ['is announced', { [START]: [NEVER] }],
      ['waits to be announced again', { [START]: [throttled, ok()] }],
      ['is on its way', { [START]: [started()], [URL]: [NEVER] }],
      ['waits to be sent again', { [START]: [started()], [URL]: [status(503), ok()] }],
      ['is completed', { [START]: [started()], [URL]: [ok()], [COMPLETE]: [NEVER] }],
      ['waits to be completed again', { [START]: [started()], [URL]: [ok()], [COMPLETE]: [throttled, ok()] }],
    ])('ends at once while the file %s', (_, answers) => {
      marbles(({ cold, expectObservable, flush }, clock) => {
        const { world, sent: requests, signal$ } = fakeWorld(clock, answers, { policies: { backoffBaseMs: 900_000 } });
        const patient = { ...world, ports: { ...world.ports, random: () => 0.9 } };
        cold('---x').subscribe(() => signal$.next(end));
        const end$ = sendAttachment(patient, file).pipe(ignoreElements());
        expectObservable(end$).toBe('---#', undefined, new ChatEndedError());
        flush();
        expect(requests.filter(({ outcome }) => outcome === 'open')).toEqual([]);
        expect(pendingTimers(clock)).toBe(0);
      });
    });

    it('ends at once while the file waits for a token', () => {
      marbles(({ cold, expectObservable }, clock) => {
        const { world, signal$ } = fakeWorld(clock, {}, { connected: false });
        cold('---x').subscribe(() => signal$.next(end));
        expectObservable(sendAttachment(world, file)).toBe('a--#', values, new ChatEndedError());
      });
    });

    it('ends at once while the file waits for the budget', () => {
      marbles(({ cold, expectObservable, flush }, clock) => {
        const rates = { ...DEFAULT_POLICIES.rates, StartAttachmentUpload: { perSecond: 0.001, burst: 1 } };
        const { world, sentAt, signal$ } = fakeWorld(clock, { [START]: [NEVER, NEVER] }, { policies: { rates } });
        cold('---x').subscribe(() => signal$.next(end));
        const first$ = sendAttachment(world, file);
        const second$ = sendAttachment(world, file);
        expectObservable(first$).toBe('a--#', values, new ChatEndedError());
        expectObservable(second$).toBe('a--#', values, new ChatEndedError());
        flush();
        expect(sentAt(START)).toEqual([0]);
        expect(pendingTimers(clock)).toBe(0);
      });
    });
  });

  it('sends no fewer and no more bytes than it has announced, within the patience of the policies', () => {
    marbles((_, clock) => {
      const asked: HttpRequest[] = [];
      const { world } = fakeWorld(clock, { [START]: [started()] }, { policies: { bodySilenceMs: 7 } });
      const http = (request: HttpRequest): Observable<HttpEvent> => {
        if (request.method === 'PUT') asked.push(request);
        return world.ports.http(request);
      };
      sendAttachment({ ...world, ports: { ...world.ports, http } }, pieces).subscribe({ error: () => undefined });
      expect(asked).toMatchObject([{ bodyBytes: 5, bodySilenceMs: 7, followsRedirects: false }]);
    });
  });

  it('follows where storage leads, and tells on from where it was', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const moved: HttpEvent = { type: 'response', status: 307, headers: { location: OTHER_URL }, body: '' };
      const { world, sent: requests } = fakeWorld(clock, {
        [START]: [started()],
        [URL]: [of(sent(2), moved)],
        [OTHER_URL]: [concat(of(sent(1)), ok())],
        [COMPLETE]: [ok()],
      });
      expectObservable(sendAttachment(world, file)).toBe('(abcd|)', values);
      flush();
      expect(requests.slice(1, 3)).toMatchObject(
        [URL, OTHER_URL].map((to) => ({ to, method: 'PUT', headers: HEADERS })),
      );
      expect(requests[2]?.headers).not.toHaveProperty('X-Amz-Bearer');
    });
  });

  it('survives a stream that fails before it is read', () => {
    marbles((_, clock) => {
      const { world } = fakeWorld(clock, { [START]: [NEVER] });
      const body = new PassThrough();
      const upload = sendAttachment(world, { ...file, body, sizeInBytes: 5 }).subscribe();
      expect(() => body.emit('error', new Error('EIO'))).not.toThrow();
      upload.unsubscribe();
    });
  });

  it('passes on what is wrong with the body, and does not send it again', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const error = new AttachmentBodyError('failed');
      const { world, sentAt } = fakeWorld(clock, { [START]: [started()], [URL]: [throwError(() => error), ok()] });
      expectObservable(sendAttachment(world, file)).toBe('(a#)', values, error);
      flush();
      expect([sentAt(URL), sentAt(COMPLETE)]).toEqual([[0], []]);
    });
  });

  it('does not complete what storage has refused', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sentAt } = fakeWorld(clock, { [START]: [started()], [URL]: [status(400)] });
      expectObservable(sendAttachment(world, file)).toBe('(a#)', values, new UploadRefusedError(400));
      flush();
      expect(sentAt(COMPLETE)).toEqual([]);
    });
  });

  it('sends the bytes again where storage or the network fails, and goes on telling from where it was', () => {
    marbles(({ expectObservable }, clock) => {
      const { world } = fakeWorld(clock, {
        [START]: [started()],
        [URL]: [concat(of(sent(2)), broken()), concat(of(sent(1)), status(503)), concat(of(sent(2)), ok())],
        [COMPLETE]: [ok()],
      });
      expectObservable(sendAttachment(world, file)).toBe('(abcd|)', values);
    });
  });

  it('does not send again what can be read only once', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sentAt } = fakeWorld(clock, { [START]: [started()], [URL]: [broken(), ok()] });
      expectObservable(sendAttachment(world, pieces)).toBe('(a#)', values, new NetworkError());
      flush();
      expect(sentAt(URL)).toHaveLength(1);
    });
  });

  it('asks once for another place where the first has expired', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const past = '1969-12-31T23:59:59.000Z';
      const { world, bodies } = fakeWorld(clock, {
        [START]: [started(URL, 'file 1', past), started(OTHER_URL, 'file 2', past)],
        [URL]: [status(403)],
        [OTHER_URL]: [ok()],
        [COMPLETE]: [ok()],
      });
      expectObservable(sendAttachment(world, file)).toBe('(ace|)', values);
      flush();
      expect(bodies(START)).toMatchObject([{ ClientToken: 'id 1' }, { ClientToken: 'id 2' }]);
      expect(bodies(COMPLETE)).toMatchObject([{ AttachmentIds: ['file 2'] }]);
    });
  });

  it('asks for no third place', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const past = '1969-12-31T23:59:59.000Z';
      const { world, sentAt } = fakeWorld(clock, {
        [START]: [started(URL, 'file 1', past), started(OTHER_URL, 'file 2', past)],
        [URL]: [status(403)],
        [OTHER_URL]: [status(403)],
      });
      expectObservable(sendAttachment(world, file)).toBe('(a#)', values, new UploadRefusedError(403));
      flush();
      expect(sentAt(START)).toHaveLength(2);
    });
  });

  it.each<readonly [string, AttachmentSource, string]>([
    ['has not expired', file, '2026-01-01T00:00:00.000Z'],
    ['has expired, when the file can be read only once', pieces, '1969-12-31T23:59:59.000Z'],
  ])('asks for no other place where the first %s', (_, source, urlExpiresAt) => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sentAt } = fakeWorld(clock, {
        [START]: [started(URL, 'file 1', urlExpiresAt)],
        [URL]: [status(403)],
      });
      expectObservable(sendAttachment(world, source)).toBe('(a#)', values, new UploadRefusedError(403));
      flush();
      expect(sentAt(START)).toHaveLength(1);
    });
  });

  it('sends nothing to a place in clear', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent: requests } = fakeWorld(clock, { [START]: [started('http://bucket.test/key')] });
      const error = new UnreadableError('answer of StartAttachmentUpload', ['Url: must use https, except on loopback']);
      expectObservable(sendAttachment(world, file)).toBe('(a#)', values, error);
      flush();
      expect(requests).toHaveLength(1);
    });
  });

  it('errors with what the service refuses the file for', () => {
    marbles(({ expectObservable }, clock) => {
      const { world } = fakeWorld(clock, { [START]: [status(402)] });
      const error = new QuotaExceededError({ operation: 'StartAttachmentUpload' });
      expectObservable(sendAttachment(world, file)).toBe('(a#)', values, error);
    });
  });

  it.each<
    readonly [
      string,
      ReadonlyArray<Observable<HttpEvent>>,
      ReadonlyArray<Observable<HttpEvent>>,
      ReadonlyArray<Observable<HttpEvent>>,
    ]
  >([
    [START, [NEVER], [], []],
    [URL, [started()], [NEVER], []],
    [COMPLETE, [started()], [ok()], [NEVER]],
  ])('aborts %s when it is unsubscribed from', (to, start, put, complete) => {
    marbles((_, clock) => {
      const { world, sent: requests } = fakeWorld(clock, { [START]: start, [URL]: put, [COMPLETE]: complete });
      const upload = sendAttachment(world, file).subscribe();
      upload.unsubscribe();
      expect(requests.at(-1)).toMatchObject({ to, outcome: 'aborted' });
      expect(pendingTimers(clock)).toBe(0);
    });
  });

  it('posts again with each subscription', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, bodies } = fakeWorld(clock, {
        [START]: [started(), started(URL, 'file 2')],
        [URL]: [ok(), ok()],
        [COMPLETE]: [ok(), ok()],
      });
      const upload$ = sendAttachment(world, file);
      expectObservable(upload$).toBe('(acd|)', values);
      expectObservable(upload$).toBe('(ace|)', values);
      flush();
      expect(bodies(START)).toMatchObject([{ ClientToken: 'id 1' }, { ClientToken: 'id 3' }]);
    });
  });
});
