import { concat, delay, NEVER, of, type Observable } from 'rxjs';
import {
  AccessDeniedError,
  AttachmentBodyError,
  ChatEndedError,
  DownloadRefusedError,
  UnreadableError,
} from '../../../lib/chat/errors.js';
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

  const page = (body: string): Observable<HttpEvent> =>
    of({
      type: 'response',
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: new TextEncoder().encode(body),
    });

  it('fetches a file that is a page, and none of another size that answers in its place', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, said } = fakeWorld(clock, {
        [GET]: [place(URL, undefined, 5)],
        [URL]: [page('<html>log in</html>'), page('<br/>')],
      });
      const d = { type: 'completed', body: new TextEncoder().encode('<br/>'), contentType: 'text/html' };
      expectObservable(downloadAttachment(world, 'file')).toBe('(ad|)', { ...values, d });
      flush();
      expect(said).toMatchObject([{ diagnostic: { type: 'foreignAnswer', status: 200, contentType: 'text/html' } }]);
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

  it.each<readonly [string, number, 'tooShort' | 'tooLong']>([
    ['fewer', 6, 'tooShort'],
    ['more', 4, 'tooLong'],
  ])('errors when there are %s bytes than the service says', (_, sizeInBytes, reason) => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = fakeWorld(clock, {
        [GET]: [place(URL, undefined, sizeInBytes)],
        [URL]: [of(file), of(file)],
      });
      const a = { type: 'downloading', receivedBytes: 0, totalBytes: sizeInBytes };
      expectObservable(downloadAttachment(world, 'file')).toBe('(a#)', { a }, new AttachmentBodyError(reason));
      flush();
      expect(sent).toHaveLength(2);
    });
  });

  it('does not begin what is longer than policies.maxAttachmentBytes', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent } = fakeWorld(
        clock,
        { [GET]: [place(URL, undefined, 5)] },
        { policies: { maxAttachmentBytes: 4 } },
      );
      expectObservable(downloadAttachment(world, 'file')).toBe('#', undefined, new AttachmentBodyError('tooLong'));
      flush();
      expect(sent).toHaveLength(1);
    });
  });

  it.each<readonly [string | undefined, boolean]>([
    ['gzip', true],
    ['identity, br', true],
    ['aws-chunked', true],
    ['identity', false],
    ['', false],
    [undefined, false],
  ])('compares the size of what is stored as %p: not if it is packed', (encoding, isPacked) => {
    marbles(({ expectObservable }, clock) => {
      const headers = { 'content-type': 'image/png', ...(encoding !== undefined && { 'content-encoding': encoding }) };
      const { world } = fakeWorld(clock, { [GET]: [place(URL, undefined, 3)], [URL]: [of({ ...file, headers })] });
      const a = { type: 'downloading', receivedBytes: 0, totalBytes: 3 };
      const expected = isPacked ? '(ad|)' : '(a#)';
      expectObservable(downloadAttachment(world, 'file')).toBe(
        expected,
        { ...values, a },
        new AttachmentBodyError('tooLong'),
      );
    });
  });

  it.each(['', ' ', 'png', 'image/png, image/png', 'image/png\u0000'])(
    'says nothing of a type that is none: %j',
    (type) => {
      marbles(({ expectObservable }, clock) => {
        const answer: HttpEvent = { type: 'response', status: 200, headers: { 'content-type': type }, body: BYTES };
        const { world } = fakeWorld(clock, { [GET]: [place()], [URL]: [of(answer)] });
        expectObservable(downloadAttachment(world, 'file')).toBe('(cd|)', {
          ...values,
          d: { type: 'completed', body: BYTES },
        });
      });
    },
  );

  it('follows where storage leads', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const moved: HttpEvent = { type: 'response', status: 307, headers: { location: OTHER_URL }, body: '' };
      const { world, sent } = fakeWorld(clock, { [GET]: [place()], [URL]: [of(moved)], [OTHER_URL]: [of(file)] });
      expectObservable(downloadAttachment(world, 'file')).toBe('(cd|)', values);
      flush();
      expect(sent[2]).toMatchObject({ to: OTHER_URL, method: 'GET', headers: {} });
    });
  });

  it('ends with the chat while it asks for the place, and brings what is on its way', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const { world, signal$ } = fakeWorld(clock, {
        [GET]: [NEVER, place()],
        [URL]: [of(file).pipe(delay(5))],
      });
      cold('---x').subscribe(() => signal$.next({ type: 'closing', reason: 'ended' }));
      expectObservable(downloadAttachment(world, 'file')).toBe('---#', undefined, new ChatEndedError());
      expectObservable(downloadAttachment(world, 'file')).toBe('c----(d|)', values);
      flush();
      expect(pendingTimers(clock)).toBe(0);
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
