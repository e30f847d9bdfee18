import { concat, delay, NEVER, of, type Observable } from 'rxjs';
import { AccessDeniedError, DownloadRefusedError, UnreadableError } from '../../../lib/chat/errors.js';
import { downloadAttachment } from '../../../lib/engine/effects/download-attachment.js';
import type { HttpEvent } from '../../../lib/engine/ports.js';
import { marbles } from '../../support/marbles.js';
import { broken, fakeWorld, ok, pendingTimers, status } from './fake-world.js';

const GET = '/participant/attachment';
const URL = 'https://bucket.test/key?signature=1';
const OTHER_URL = 'https://bucket.test/key?signature=2';
const BYTES = new Uint8Array([1, 2, 3, 4, 5]);

const place = (url = URL, urlExpiresAt = '2026-01-01T00:00:00.000Z', sizeInBytes?: number): Observable<HttpEvent> =>
  ok({ Url: url, UrlExpiry: urlExpiresAt, AttachmentSizeInBytes: sizeInBytes });
const received = (bytes: number, totalBytes?: number): HttpEvent => ({
  type: 'received',
  bytes,
  ...(totalBytes !== undefined && { totalBytes }),
});
const file: HttpEvent = { type: 'response', status: 200, headers: { 'content-type': 'image/png' }, body: BYTES };

const values = {
  a: { type: 'downloading', receivedBytes: 0, totalBytes: 5 },
  b: { type: 'downloading', receivedBytes: 2, totalBytes: 5 },
  c: { type: 'downloading', receivedBytes: 0 },
  d: { type: 'completed', body: BYTES, contentType: 'image/png' },
};

describe('downloadAttachment', () => {
  it('checks the id at the call', () => {
    marbles((_, clock) => {
      const { world } = fakeWorld(clock);
      expect(() => downloadAttachment(world, '')).toThrow('attachmentId must have 1 to 256 characters');
    });
  });

  it('fetches the bytes without a bearer and tells how far it is', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const { world, sent } = fakeWorld(clock, {
        [GET]: [place(URL, undefined, 5).pipe(delay(1))],
        [URL]: [cold<HttpEvent>('-b-(d|)', { b: received(2), d: file })],
      });
      expectObservable(downloadAttachment(world, 'file')).toBe('-ab-(d|)', values);
      flush();
      expect(sent).toMatchObject([
        { to: GET, headers: { 'X-Amz-Bearer': 'token 1' }, body: { AttachmentId: 'file' } },
        { to: URL, method: 'GET', headers: {}, responseType: 'bytes' },
      ]);
      expect(sent[1]?.headers).toEqual({});
    });
  });

  it('takes the size from storage where the service does not tell it', () => {
    marbles(({ expectObservable }, clock) => {
      const { world } = fakeWorld(clock, { [GET]: [place()], [URL]: [of(received(2, 5), file)] });
      expectObservable(downloadAttachment(world, 'file')).toBe('(cbd|)', values);
    });
  });

  it('tries again where storage or the network fails, and goes on telling from where it was', () => {
    marbles(({ expectObservable }, clock) => {
      const { world } = fakeWorld(clock, {
        [GET]: [place(URL, undefined, 5)],
        [URL]: [concat(of(received(2)), broken()), status(500), of(received(1), file)],
      });
      expectObservable(downloadAttachment(world, 'file')).toBe('(abd|)', values);
    });
  });

  it('errors when storage refuses', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = fakeWorld(clock, { [GET]: [place()], [URL]: [status(403)] });
      expectObservable(downloadAttachment(world, 'file')).toBe('(c#)', values, new DownloadRefusedError(403));
      flush();
      expect(sent).toHaveLength(2);
    });
  });

  it('asks once for another place where the first has expired', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const past = '1969-12-31T23:59:59.000Z';
      const { world, sentAt } = fakeWorld(clock, {
        [GET]: [place(URL, past, 5), place(OTHER_URL, past, 5), place(OTHER_URL, past, 5)],
        [URL]: [status(403), status(403)],
        [OTHER_URL]: [of(file), status(403)],
      });
      expectObservable(downloadAttachment(world, 'file')).toBe('(ad|)', values);
      flush();
      expect(sentAt(GET)).toHaveLength(2);
    });
  });

  it('asks for no third place', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const past = '1969-12-31T23:59:59.000Z';
      const { world, sentAt } = fakeWorld(clock, {
        [GET]: [place(URL, past, 5), place(OTHER_URL, past, 5), place()],
        [URL]: [status(403)],
        [OTHER_URL]: [status(403)],
      });
      expectObservable(downloadAttachment(world, 'file')).toBe('(a#)', values, new DownloadRefusedError(403));
      flush();
      expect(sentAt(GET)).toHaveLength(2);
    });
  });

  it('asks nothing of a place in clear', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = fakeWorld(clock, { [GET]: [place('http://bucket.test/key')] });
      const error = new UnreadableError('answer of GetAttachment', ['Url: must use https, except on loopback']);
      expectObservable(downloadAttachment(world, 'file')).toBe('#', undefined, error);
      flush();
      expect(sent).toHaveLength(1);
    });
  });

  it('errors with what the service refuses it for', () => {
    marbles(({ cold, expectObservable }, clock) => {
      const { world, credentials$ } = fakeWorld(clock, { [GET]: [status(403), status(403)] });
      cold('--t|').subscribe({ next: () => credentials$.next({ connectionToken: 'token 2' }) });
      const error = new AccessDeniedError({ operation: 'GetAttachment' });
      expectObservable(downloadAttachment(world, 'file')).toBe('--#', undefined, error);
    });
  });

  it.each<readonly [string, ReadonlyArray<Observable<HttpEvent>>]>([
    [GET, [NEVER]],
    [URL, [place()]],
  ])('aborts %s when it is unsubscribed from', (to, get) => {
    marbles((_, clock) => {
      const { world, sent } = fakeWorld(clock, { [GET]: get, [URL]: [NEVER] });
      downloadAttachment(world, 'file').subscribe().unsubscribe();
      expect(sent.at(-1)).toMatchObject({ to, outcome: 'aborted' });
      expect(pendingTimers(clock)).toBe(0);
    });
  });
});
