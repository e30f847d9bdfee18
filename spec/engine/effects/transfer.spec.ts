import { concat, ignoreElements, NEVER, of, throwError, timer, type Observable } from 'rxjs';
import { NetworkError, RequestTimeoutError, UploadRefusedError } from '../../../lib/chat/errors.js';
import { transfer, TRANSFER_SILENCE_MS } from '../../../lib/engine/effects/transfer.js';
import type { HttpEvent, HttpRequest } from '../../../lib/engine/ports.js';
import { marbles } from '../../support/marbles.js';
import { broken, fakeWorld, ok, pendingTimers, status } from './fake-world.js';

const URL = 'https://bucket.test/key';
const request: HttpRequest = { method: 'PUT', url: URL, headers: {}, maxResponseBytes: 100 };
const options = { attempts: 3, refused: (code: number) => new UploadRefusedError(code) };
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

  it.each([301, 400, 403, 404])('errors with what is made of a %i, at once', (code) => {
    marbles(({ expectObservable, flush }, clock) => {
      const { world, sent: requests } = fakeWorld(clock, { [URL]: [status(code)] });
      expectObservable(transfer(world, request, options)).toBe('#', undefined, new UploadRefusedError(code));
      flush();
      expect(requests).toHaveLength(1);
    });
  });

  it.each([429, 500, 503])('tries again after a %i', (code) => {
    marbles(({ expectObservable }, clock) => {
      const { world } = fakeWorld(clock, { [URL]: [status(code), broken(), ok()] });
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
      const once = transfer(world, request, { ...options, attempts: 1 });
      expectObservable(once).toBe('#', undefined, new NetworkError());
      flush();
      expect(requests).toHaveLength(1);
    });
  });

  it('hides what the port says about its failure', () => {
    marbles(({ expectObservable }, clock) => {
      const { world } = fakeWorld(clock, { [URL]: [throwError(() => new Error(`refused ${URL}?signature`))] });
      const once = transfer(world, request, { ...options, attempts: 1 });
      expectObservable(once).toBe('#', undefined, new NetworkError());
    });
  });

  it('takes an end without a response for a failure', () => {
    marbles(({ expectObservable }, clock) => {
      const { world } = fakeWorld(clock, { [URL]: [sent(1), ok()] });
      expectObservable(transfer(world, request, options)).toBe('(ab|)', { a: { type: 'sent', bytes: 1 }, b: RESPONSE });
    });
  });

  it('gives up when nothing is heard for five minutes, however long it takes in all', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const slow = concat(silence(TRANSFER_SILENCE_MS - 1), sent(1), NEVER);
      const { world, sent: requests } = fakeWorld(clock, { [URL]: [slow] });
      const once = transfer(world, request, { ...options, attempts: 1 });
      expectObservable(once).toBe(
        '299999ms a 299999ms #',
        { a: { type: 'sent', bytes: 1 } },
        new RequestTimeoutError(),
      );
      flush();
      expect(requests).toMatchObject([{ outcome: 'aborted' }]);
    });
  });

  it('aborts when it is unsubscribed from, and leaves no timer', () => {
    marbles((_, clock) => {
      const { world, sent: requests } = fakeWorld(clock, { [URL]: [NEVER] });
      const running = transfer(world, request, options).subscribe();
      expect(pendingTimers(clock)).toBe(1);
      running.unsubscribe();
      expect(pendingTimers(clock)).toBe(0);
      expect(requests).toMatchObject([{ outcome: 'aborted' }]);
    });
  });
});
