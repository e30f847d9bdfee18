import { concat, ignoreElements, interval, map, NEVER, of, switchMap, throwError, timer, type Observable } from 'rxjs';
import {
  AttachmentBodyError,
  ForeignAnswerError,
  InternalError,
  NetworkError,
  RequestTimeoutError,
  UploadRefusedError,
} from '../../../lib/chat/errors.js';
import { transfer } from '../../../lib/engine/effects/transfer.js';
import type { HttpEvent, HttpRequest, HttpResponse } from '../../../lib/engine/ports.js';
import { marbles } from '../../support/marbles.js';
import { broken, fakeWorld, ok, pendingTimers, status } from './fake-world.js';

const URL = 'https://bucket.test/key';
const request: HttpRequest = { method: 'PUT', url: URL, headers: {}, maxResponseBytes: 100 };
const options = { isReplayable: true, refused: (code: number) => new UploadRefusedError(code) };
const RESPONSE: HttpEvent = { type: 'response', status: 200, headers: {}, body: '{}' };
const sent = (bytes: number): Observable<HttpEvent> => of({ type: 'sent', bytes });
const silence = (ms: number): Observable<never> => timer(ms).pipe(ignoreElements());

describe('transfer', () => {
  it('emits progress and the response, and completes with it', () => {
    marbles(({ expectObservable }, clock) => {
      const { world } = fakeWorld(clock, { [URL]: [concat(sent(1), silence(5), ok(), NEVER)] });
      expectObservable(transfer(world, request, options)).toBe('a 4ms (b|)', {
        a: { type: 'sent', bytes: 1 },
        b: RESPONSE,
      });
    });
  });

  it.each([400, 403, 404])('errors with what is made of a %i, at once', (code) => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent: requests } = fakeWorld(clock, { [URL]: [status(code)] });
      expectObservable(transfer(world, request, options)).toBe('#', undefined, new UploadRefusedError(code));
      flush();
      expect(requests).toHaveLength(1);
    });
  });

  const HTML = { 'content-type': 'text/html' };
  const XML = { 'content-type': 'application/xml' };
  const page = (code: number, headers: HttpResponse['headers'] = HTML): Observable<HttpEvent> =>
    of({ type: 'response', status: code, headers, body: '<html>signature</html>' });
  const foreign = (code: number): object => ({ type: 'foreignAnswer', at: 0, status: code, contentType: 'text/html' });

  it.each([200, 302, 403, 404, 407, 425, 511])(
    'tries again where a page answers %i in the place of storage',
    (code) => {
      marbles(({ expectObservable, flush }, clock) => {
        const { world, said } = fakeWorld(clock, { [URL]: [page(code), page(code), ok()] });
        expectObservable(transfer(world, request, options)).toBe('(b|)', { b: RESPONSE });
        flush();
        expect(said).toEqual([code, code].map((each) => ({ type: 'diagnostic', diagnostic: foreign(each) })));
      });
    },
  );

  it.each([200, 302, 403, 407, 425, 511])('says whose answer it was when a page goes on answering %i', (code) => {
    marbles(({ expectObservable }, clock) => {
      const { world } = fakeWorld(clock, { [URL]: [page(code), page(code), page(code)] });
      const error = new ForeignAnswerError({ status: code, contentType: 'text/html' });
      expectObservable(transfer(world, request, options)).toBe('#', undefined, error);
    });
  });

  it('keeps the refusal of a 503 that came as a page, and tells of the page', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, said } = fakeWorld(clock, { [URL]: [page(503), page(503), page(503)] });
      expectObservable(transfer(world, request, options)).toBe('#', undefined, new UploadRefusedError(503));
      flush();
      expect(said).toHaveLength(3);
    });
  });

  it('takes a success that is a page where it can be the file that was asked for, and no other', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const isFile = ({ body }: HttpResponse): boolean => body.length > 5;
      const small: HttpEvent = { type: 'response', status: 200, headers: HTML, body: 'login' };
      const { world, said } = fakeWorld(clock, { [URL]: [of(small), page(200)] });
      const b: HttpEvent = { type: 'response', status: 200, headers: HTML, body: '<html>signature</html>' };
      expectObservable(transfer(world, request, { ...options, isFile })).toBe('(b|)', { b });
      flush();
      expect(said).toHaveLength(1);
    });
  });

  it.each([408, 429, 500, 503])('tries again after a %i', (code) => {
    marbles(({ expectObservable }, clock) => {
      const { world } = fakeWorld(clock, { [URL]: [status(code), broken(), ok()] });
      expectObservable(transfer(world, request, options)).toBe('(b|)', { b: RESPONSE });
    });
  });

  it('tries again where the network has stood still, which S3 answers with a 400', () => {
    marbles(({ expectObservable }, clock) => {
      const body = '<?xml version="1.0"?><Error><Code>RequestTimeout</Code></Error>';
      const idle = of<HttpEvent>({ type: 'response', status: 400, headers: {}, body });
      const { world } = fakeWorld(clock, { [URL]: [idle, ok()] });
      expectObservable(transfer(world, request, options)).toBe('(b|)', { b: RESPONSE });
    });
  });

  it('tries as often as it may, with full jitter, and errors with the last failure', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sentAt } = fakeWorld(
        clock,
        { [URL]: [status(503), broken(), status(500)] },
        { policies: { backoffBaseMs: 100 } },
      );
      const jittery = { ...world, ports: { ...world.ports, random: () => 0.5 } };
      expectObservable(transfer(jittery, request, options)).toBe('150ms #', undefined, new UploadRefusedError(500));
      flush();
      expect(sentAt(URL)).toEqual([0, 50, 150]);
    });
  });

  it('tries once where it may only once', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent: requests } = fakeWorld(clock, { [URL]: [broken(), ok()] });
      const once = transfer(world, request, { ...options, isReplayable: false });
      expectObservable(once).toBe('#', undefined, new NetworkError());
      flush();
      expect(requests).toHaveLength(1);
    });
  });

  it('hides what the port says about its failure', () => {
    marbles(({ expectObservable }, clock) => {
      const refused = new NetworkError({ kind: 'refused', cause: new Error(`refused ${URL}?signature`) });
      const { world } = fakeWorld(clock, { [URL]: [throwError(() => refused)] });
      const once = transfer(world, request, { ...options, isReplayable: false });
      expectObservable(once).toBe('#', undefined, new NetworkError({ kind: 'refused' }));
    });
  });

  it('takes whatever else the port errors with for a bug, and does not repeat it', () => {
    marbles(({ expectObservable }, clock) => {
      const bug = new TypeError(`${URL}?signature`);
      const { world } = fakeWorld(clock, { [URL]: [throwError(() => bug), ok()] });
      expectObservable(transfer(world, request, options)).toBe('#', undefined, new InternalError(bug));
    });
  });

  it('does not send a body again that is to blame itself', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const error = new AttachmentBodyError('tooShort');
      const { world, sent: requests } = fakeWorld(clock, { [URL]: [throwError(() => error), ok()] });
      expectObservable(transfer(world, request, options)).toBe('#', undefined, error);
      flush();
      expect(requests).toHaveLength(1);
    });
  });

  it.each<readonly [string, boolean, string, string]>([
    ['can be begun again', true, '---b', 'answered'],
    ['cannot, where the body can be read only once', false, '---#', 'aborted'],
  ])('%s', (_, isReplayable, told, outcome) => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const { world, sent: requests } = fakeWorld(clock, { [URL]: [NEVER, ok()] });
      const isOnline$ = cold('y-ny', { y: true, n: false });
      const moved$ = transfer(world, request, { ...options, isReplayable });
      const gated$ = isOnline$.pipe(switchMap((isOnline) => (isOnline ? moved$ : NEVER)));
      expectObservable(gated$).toBe(told, { b: RESPONSE }, new AttachmentBodyError('spent'));
      flush();
      expect(requests.at(-1)).toMatchObject({ outcome });
    });
  });

  const moved = (code: number, location?: string): Observable<HttpEvent> =>
    of({ type: 'response', status: code, headers: { ...XML, ...(location !== undefined && { location }) }, body: '' });
  const ELSEWHERE = 'https://bucket.region.test/key?signature=1';

  it.each([307, 308])('follows a %i with the same method, headers and body', (code) => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent: requests } = fakeWorld(clock, { [URL]: [moved(code, ELSEWHERE)], [ELSEWHERE]: [ok()] });
      const body = Uint8Array.of(1, 2);
      const put: HttpRequest = { ...request, headers: { 'Content-Type': 'image/png' }, body };
      expectObservable(transfer(world, put, options)).toBe('(b|)', { b: RESPONSE });
      flush();
      expect(requests).toMatchObject([URL, ELSEWHERE].map((to) => ({ to, method: 'PUT', headers: put.headers, body })));
    });
  });

  it('follows one redirect in each attempt, and refuses the second', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent: requests } = fakeWorld(clock, {
        [URL]: [moved(307, ELSEWHERE), moved(307, ELSEWHERE)],
        [ELSEWHERE]: [status(503), moved(307, URL)],
      });
      expectObservable(transfer(world, request, options)).toBe('#', undefined, new UploadRefusedError(307));
      flush();
      expect(requests.map(({ to }) => to)).toEqual([URL, ELSEWHERE, URL, ELSEWHERE]);
    });
  });

  it.each<readonly [string, number, string | undefined, boolean]>([
    ['that changes the method', 303, ELSEWHERE, true],
    ['that may change the method', 302, ELSEWHERE, true],
    ['to nowhere', 307, undefined, true],
    ['into the clear', 307, 'http://bucket.region.test/key', true],
    ['of a body that can be read only once', 307, ELSEWHERE, false],
  ])('refuses a redirect of storage itself %s', (_, code, location, isReplayable) => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent: requests } = fakeWorld(clock, { [URL]: [moved(code, location)] });
      const moving = transfer(world, request, { ...options, isReplayable });
      expectObservable(moving).toBe('#', undefined, new UploadRefusedError(code));
      flush();
      expect(requests).toHaveLength(1);
    });
  });

  it('takes an end without a response for a failure', () => {
    marbles(({ expectObservable }, clock) => {
      const { world } = fakeWorld(clock, { [URL]: [sent(1), ok()] });
      expectObservable(transfer(world, request, options)).toBe('(ab|)', { a: { type: 'sent', bytes: 1 }, b: RESPONSE });
    });
  });

  it('gives up when nothing is heard for policies.transferSilenceMs, however long it takes in all', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const slow = concat(silence(999), sent(1), NEVER);
      const { world, sent: requests } = fakeWorld(clock, { [URL]: [slow] }, { policies: { transferSilenceMs: 1_000 } });
      const once = transfer(world, request, { ...options, isReplayable: false });
      expectObservable(once).toBe('999ms a 999ms #', { a: { type: 'sent', bytes: 1 } }, new RequestTimeoutError());
      flush();
      expect(requests).toMatchObject([{ outcome: 'aborted' }]);
    });
  });

  it('is patient for five minutes by default, and tries again', () => {
    marbles(({ expectObservable }, clock) => {
      const { world } = fakeWorld(clock, { [URL]: [NEVER, ok()] });
      expectObservable(transfer(world, request, options)).toBe('300s (b|)', { b: RESPONSE });
    });
  });

  it('gives up after policies.transferTimeoutMs, whatever is heard', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const dripping = interval(900).pipe(map((bytes): HttpEvent => ({ type: 'sent', bytes })));
      const { world, sent: requests } = fakeWorld(
        clock,
        { [URL]: [dripping] },
        { policies: { transferSilenceMs: 1_000, transferTimeoutMs: 2_000 } },
      );
      const values = { a: { type: 'sent', bytes: 0 }, b: { type: 'sent', bytes: 1 } };
      expectObservable(transfer(world, request, options)).toBe(
        '900ms a 899ms b 199ms #',
        values,
        new RequestTimeoutError(),
      );
      flush();
      expect(requests).toMatchObject([{ outcome: 'aborted' }]);
      expect(pendingTimers(clock)).toBe(0);
    });
  });

  it('aborts when it is unsubscribed from, and leaves no timer', () => {
    marbles((_, clock) => {
      const { world, sent: requests } = fakeWorld(clock, { [URL]: [NEVER] });
      const running = transfer(world, request, options).subscribe();
      expect(pendingTimers(clock)).toBeGreaterThan(0);
      running.unsubscribe();
      expect(pendingTimers(clock)).toBe(0);
      expect(requests).toMatchObject([{ outcome: 'aborted' }]);
    });
  });
});
