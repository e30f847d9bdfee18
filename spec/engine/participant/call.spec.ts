import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { map, NEVER, of, throwError, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import {
  AccessDeniedError,
  ForeignAnswerError,
  InternalError,
  NetworkError,
  ServiceError,
  ThrottledError,
  UnreadableError,
} from '../../../lib/chat/errors.js';
import type { Diagnostic } from '../../../lib/engine/diagnostic.js';
import type { Budget } from '../../../lib/engine/participant/budget.js';
import { createCall, type Call } from '../../../lib/engine/participant/call.js';
import type { HttpEvent, HttpRequest } from '../../../lib/engine/ports.js';
import { CREATE_PARTICIPANT_CONNECTION } from '../../../lib/protocol/operations/create-participant-connection.js';
import { DESCRIBE_VIEW } from '../../../lib/protocol/operations/describe-view.js';
import { DISCONNECT_PARTICIPANT } from '../../../lib/protocol/operations/disconnect-participant.js';
import { SEND_EVENT } from '../../../lib/protocol/operations/send-event.js';
import { SEND_MESSAGE } from '../../../lib/protocol/operations/send-message.js';
import { marbles } from '../../support/marbles.js';

const INPUT = { contentType: 'text/plain', content: 'hi', clientToken: 'token-1' };
const SENT = { value: { id: 'i', at: Date.parse('2026-03-02T10:15:30.123Z') } };
const BODY = '{"AbsoluteTime":"2026-03-02T10:15:30.123Z","Id":"i"}';
const FAILED = '{"message":"Internal server error"}';
const PAGE = '<html>Log in</html>';
const FREE: Budget = { acquire: () => of(undefined), throttled: () => undefined };

const response = (status: number, body = '', headers: Readonly<Record<string, string>> = {}): HttpEvent => ({
  type: 'response',
  status,
  headers,
  body,
});

const buggy = (): never => {
  throw new RangeError('x');
};

interface Rig {
  readonly call: Call;
  readonly requests: ReadonlyArray<HttpRequest>;
  readonly diagnostics: ReadonlyArray<Diagnostic>;
}

/** A service that gives one answer after the other, the last for ever. */
const rig = (clock: TestScheduler, answers: ReadonlyArray<Observable<HttpEvent>>, budget: Budget = FREE): Rig => {
  const requests: HttpRequest[] = [];
  const diagnostics: Diagnostic[] = [];
  const http = (request: HttpRequest): Observable<HttpEvent> => {
    requests.push(request);
    return answers[Math.min(requests.length, answers.length) - 1] ?? NEVER;
  };
  const call = createCall({
    ports: { clock, random: () => 0.5, http },
    policies: { requestTimeoutMs: 20, requestAttempts: 3, backoffBaseMs: 4, backoffCapMs: 100, maxResponseBytes: 99 },
    endpoint: 'https://participant.example',
    budget,
    diagnose: (diagnostic) => diagnostics.push(diagnostic),
  });
  return { call, requests, diagnostics };
};

describe('createCall', () => {
  it('sends the documented request and nothing else', () => {
    marbles((_, clock) => {
      const { call, requests } = rig(clock, [of(response(200, BODY))]);
      call(SEND_MESSAGE, 'bearer', INPUT, { priority: 'send' }).subscribe();
      expect(requests).toStrictEqual([
        {
          method: 'POST',
          url: 'https://participant.example/participant/message',
          headers: { 'Content-Type': 'application/json', 'X-Amz-Bearer': 'bearer' },
          body: '{"ContentType":"text/plain","Content":"hi","ClientToken":"token-1"}',
          maxResponseBytes: 99,
        },
      ]);
    });
  });

  it('sends a GET without body and content type', () => {
    marbles((_, clock) => {
      const { call, requests } = rig(clock, [of(response(200, '{"View":{}}'))]);
      call(DESCRIBE_VIEW, 'bearer', { viewToken: 'a/b' }, { priority: 'send' }).subscribe();
      expect(requests).toStrictEqual([
        {
          method: 'GET',
          url: 'https://participant.example/participant/views/a%2Fb',
          headers: { 'X-Amz-Bearer': 'bearer' },
          maxResponseBytes: 99,
        },
      ]);
    });
  });

  it('emits what the service answers and completes', () => {
    marbles(({ cold, expectObservable }, clock) => {
      const http$ = cold('--r', { r: response(200, BODY) });
      const { call } = rig(clock, [http$]);
      expectObservable(call(SEND_MESSAGE, 'b', INPUT, { priority: 'send' })).toBe('--(a|)', { a: SENT });
    });
  });

  it("tells the service's clock where it says it", () => {
    marbles(({ expectObservable }, clock) => {
      const { call } = rig(clock, [of(response(200, BODY, { date: 'Mon, 02 Mar 2026 10:15:30 GMT' }))]);
      const answer = { ...SENT, serviceAt: Date.parse('2026-03-02T10:15:30Z') };
      expectObservable(call(SEND_MESSAGE, 'b', INPUT, { priority: 'send' })).toBe('(a|)', { a: answer });
    });
  });

  it('does nothing before it is subscribed to', () => {
    marbles((_, clock) => {
      const acquire = jest.fn(FREE.acquire);
      const { call, requests } = rig(clock, [NEVER], { ...FREE, acquire });
      call(SEND_MESSAGE, 'b', INPUT, { priority: 'send' });
      expect(acquire).not.toHaveBeenCalled();
      expect(requests).toEqual([]);
    });
  });

  it('waits for the budget, with its priority, and tells that it did', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const acquire = jest.fn(() => cold<undefined>('-----(g|)', { g: undefined }));
      const { call, diagnostics } = rig(clock, [of(response(200, BODY))], { ...FREE, acquire });
      expectObservable(call(SEND_MESSAGE, 'b', INPUT, { priority: 'refresh' })).toBe('-----(a|)', { a: SENT });
      flush();
      expect(acquire.mock.calls).toEqual([['SendMessage', 'refresh']]);
      expect(diagnostics).toEqual([{ type: 'rateLimited', at: 5, operation: 'SendMessage', delayMs: 5 }]);
    });
  });

  it('counts the time to an answer from the grant, not from the wait', () => {
    marbles(({ cold, expectObservable }, clock) => {
      const acquire = (): Observable<undefined> => cold('50ms (g|)', { g: undefined });
      const { call } = rig(clock, [cold('19ms r', { r: response(200, BODY) })], { ...FREE, acquire });
      expectObservable(call(SEND_MESSAGE, 'b', INPUT, { priority: 'send' })).toBe('69ms (a|)', { a: SENT });
    });
  });

  it('leaves the line when it is unsubscribed from', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const grant$ = cold<undefined>('-----(g|)', { g: undefined });
      const { call } = rig(clock, [NEVER], { ...FREE, acquire: () => grant$ });
      expectObservable(call(SEND_MESSAGE, 'b', INPUT, { priority: 'send' }), '--!').toBe('---');
      expectSubscriptions(grant$.subscriptions).toBe('^-!');
    });
  });

  it('aborts the request when it is unsubscribed from', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }, clock) => {
      const http$ = cold<HttpEvent>('------');
      const { call } = rig(clock, [http$]);
      expectObservable(call(SEND_MESSAGE, 'b', INPUT, { priority: 'send' }), '---!').toBe('----');
      expectSubscriptions(http$.subscriptions).toBe('^--!');
    });
  });

  it('acquires again and sends the very same request for each attempt', () => {
    marbles(({ cold, expectObservable, flush }, clock) => {
      const acquire = jest.fn(FREE.acquire);
      const failing$ = cold<HttpEvent>('-#', undefined, new NetworkError());
      const { call, requests, diagnostics } = rig(
        clock,
        [failing$, of(response(503, FAILED)), of(response(200, BODY))],
        {
          ...FREE,
          acquire,
        },
      );
      expectObservable(call(SEND_MESSAGE, 'b', INPUT, { priority: 'send' })).toBe('-------(a|)', { a: SENT });
      flush();
      expect(acquire).toHaveBeenCalledTimes(3);
      expect(requests).toEqual([requests[0], requests[0], requests[0]]);
      expect(diagnostics).toEqual([
        {
          type: 'retrying',
          at: 1,
          operation: 'SendMessage',
          attempt: 1,
          delayMs: 2,
          error: new NetworkError({ operation: 'SendMessage' }),
        },
        {
          type: 'retrying',
          at: 3,
          operation: 'SendMessage',
          attempt: 2,
          delayMs: 4,
          error: new ServiceError({ operation: 'SendMessage', status: 503 }),
        },
      ]);
    });
  });

  it('gives up after as many attempts as it is allowed', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { call, requests } = rig(clock, [of(response(500, FAILED))]);
      const error = new ServiceError({ operation: 'SendMessage', status: 500 });
      expectObservable(call(SEND_MESSAGE, 'b', INPUT, { priority: 'send' })).toBe('------#', undefined, error);
      expectObservable(call(SEND_MESSAGE, 'b', INPUT, { priority: 'send', attempts: 1 })).toBe('#', undefined, error);
      flush();
      expect(requests).toHaveLength(4);
    });
  });

  it('does not retry what the service refuses', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const { call, requests } = rig(clock, [of(response(403, '{"message":"Access denied"}'))]);
      const denied = new AccessDeniedError({ operation: 'SendMessage', status: 403 });
      expectObservable(call(SEND_MESSAGE, 'b', INPUT, { priority: 'send' })).toBe('#', undefined, denied);
      flush();
      expect(requests).toHaveLength(1);
    });
  });

  it('retries an answer that makes no sense', () => {
    marbles(({ expectObservable }, clock) => {
      const { call } = rig(clock, [of(response(200, '{"AbsoluteTime":1}')), of(response(200, BODY))]);
      expectObservable(call(SEND_MESSAGE, 'b', INPUT, { priority: 'send' })).toBe('--(a|)', { a: SENT });
    });
  });

  it('errors with an answer that makes no sense for the last time', () => {
    marbles(({ expectObservable }, clock) => {
      const { call } = rig(clock, [of(response(200, '{"AbsoluteTime":"2026-03-02T10:15:30.123Z"}'))]);
      const error = new UnreadableError('SendMessage answer', ['Id: expected non-empty string']);
      expectObservable(call(SEND_MESSAGE, 'b', INPUT, { priority: 'send', attempts: 1 })).toBe('#', undefined, error);
    });
  });

  describe('when something in between answers', () => {
    const answers: ReadonlyArray<{
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }> = JSON.parse(readFileSync('spec/fixtures/foreign-answers.json', 'utf8'));
    const options = { priority: 'send' } as const;
    const operations: ReadonlyArray<readonly [string, (call: Call) => Observable<unknown>]> = [
      ['CreateParticipantConnection', (call) => call(CREATE_PARTICIPANT_CONNECTION, 'b', {}, options)],
      ['SendMessage', (call) => call(SEND_MESSAGE, 'b', INPUT, options)],
      ['SendEvent', (call) => call(SEND_EVENT, 'b', { contentType: 'typing' }, options)],
      ['DisconnectParticipant', (call) => call(DISCONNECT_PARTICIPANT, 'b', {}, options)],
    ];

    describe.each(operations)('%s', (operation, calling) => {
      it.each(answers)('retries after $status $body and says who answered', ({ status, headers, body }) => {
        marbles(({ expectObservable, flush }, clock) => {
          const foreign = of(response(status, body, headers));
          const { call, diagnostics } = rig(clock, [foreign, foreign, of(response(200, BODY))]);
          expectObservable(calling(call).pipe(map(() => 'a'))).toBe('------(a|)');
          flush();
          const contentType = headers['content-type'];
          const said = { type: 'foreignAnswer', operation, status, ...(contentType && { contentType }) };
          expect(diagnostics.filter(({ type }) => type === 'foreignAnswer')).toEqual([
            { ...said, at: 0 },
            { ...said, at: 2 },
          ]);
        });
      });
    });

    it('errors with it after as many attempts as it is allowed', () => {
      marbles(({ expectObservable }, clock) => {
        const { call } = rig(clock, [of(response(403, PAGE, { 'content-type': 'text/html' }))]);
        const error = new ForeignAnswerError({ operation: 'SendMessage', status: 403, contentType: 'text/html' });
        expectObservable(call(SEND_MESSAGE, 'b', INPUT, { priority: 'send' })).toBe('------#', undefined, error);
      });
    });

    it.each([
      [429, ThrottledError],
      [503, ServiceError],
    ])('keeps what a %i means, and says who answered', (status, Kind) => {
      marbles(({ expectObservable, flush }, clock) => {
        const { call, diagnostics } = rig(clock, [of(response(status, PAGE, { 'content-type': 'text/html' }))]);
        const error = new Kind({ operation: 'SendMessage', status });
        expectObservable(call(SEND_MESSAGE, 'b', INPUT, { priority: 'send', attempts: 1 })).toBe('#', undefined, error);
        flush();
        expect(diagnostics).toEqual([
          { type: 'foreignAnswer', at: 0, operation: 'SendMessage', status, contentType: 'text/html' },
        ]);
      });
    });
  });

  it('tells the budget of a refusal and waits as long as it says', () => {
    marbles(({ expectObservable, flush }, clock) => {
      const throttled = jest.fn();
      const answers = [of(response(429, '', { 'retry-after': '2' })), of(response(200, BODY))];
      const { call } = rig(clock, answers, { ...FREE, throttled });
      expectObservable(call(SEND_MESSAGE, 'b', INPUT, { priority: 'send' })).toBe('2s (a|)', { a: SENT });
      flush();
      expect(throttled.mock.calls).toEqual([['SendMessage', 2_000]]);
    });
  });

  it.each([
    ['a port', throwError(() => new RangeError('x')), SEND_MESSAGE],
    ['an operation', NEVER, { ...SEND_MESSAGE, encode: buggy }],
    ['a reading', of(response(200, BODY)), { ...SEND_MESSAGE, decode: buggy }],
  ])('shows a bug in %s, and does not retry it', (_, answer, operation) => {
    marbles(({ flush }, clock) => {
      const { call, diagnostics, requests } = rig(clock, [answer]);
      const errors: unknown[] = [];
      const error = (thrown: unknown): void => void errors.push(thrown);
      call(operation, 'bearer', INPUT, { priority: 'send' }).subscribe({ error });
      flush();
      expect(errors).toEqual([expect.any(InternalError)]);
      expect(diagnostics).toEqual([{ type: 'internalError', at: 0, error: errors[0] }]);
      expect(requests.length).toBeLessThan(2);
    });
  });

  it('lets no secret into errors and diagnostics', () => {
    marbles(({ cold, flush }, clock) => {
      const seen: unknown[] = [];
      const secret = new Error('bearer-secret content-secret');
      const failing$ = cold<HttpEvent>('#', undefined, new NetworkError({ cause: secret }));
      const { call, diagnostics } = rig(clock, [failing$, of(response(429, '{"message":"content-secret"}'))]);
      call(SEND_MESSAGE, 'bearer-secret', { ...INPUT, content: 'content-secret' }, { priority: 'send' }).subscribe({
        error: (error: unknown) => seen.push(error),
      });
      flush();
      expect(seen).toEqual([new ThrottledError({ operation: 'SendMessage', status: 429 })]);
      const errors = [...seen, ...diagnostics.flatMap((told) => (told.type === 'retrying' ? [told.error] : []))];
      expect(errors).toHaveLength(3);
      // `inspect` shows all that a log would: message, stack, fields and causes.
      for (const error of errors) expect(inspect(error, { depth: 9 })).not.toContain('secret');
    });
  });
});
