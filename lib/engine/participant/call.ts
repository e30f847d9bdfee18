import { catchError, defer, EMPTY, map, merge, switchMap, tap, throwError, type Observable } from 'rxjs';
import { asChatError, ThrottledError } from '../../chat/errors.js';
import type { Operation } from '../../protocol/operation.js';
import type { Diagnostic } from '../diagnostic.js';
import type { Policies } from '../policies.js';
import type { HttpRequest, Ports } from '../ports.js';
import { answerOf, type Answer } from './answer.js';
import type { Budget, Priority } from './budget.js';
import { exchange } from './exchange.js';
import { retryTransient } from './retry-transient.js';

/** How one call is made. */
export interface CallOptions {
  readonly priority: Priority;
  /** @defaultValue `policies.requestAttempts` */
  readonly attempts?: number | undefined;
  /** Called each time that the rate budget lets the request leave, just before it does. */
  readonly granted?: (() => void) | undefined;
}

/**
 * Calls an operation of the service. Cold: subscribing waits for the rate budget and sends; unsubscribing aborts, or
 * leaves the line. Emits the answer and completes. Errors with a `ChatError`, after transient ones only when all
 * attempts are used up. Each attempt sends the same text, and with it the same ClientToken. A bug is a diagnostic besides.
 */
export type Call = <I, O>(
  operation: Operation<I, O>,
  bearer: string,
  input: I,
  options: CallOptions,
) => Observable<Answer<O>>;

/** What calls are made with. */
export interface CallConfig {
  readonly ports: Pick<Ports, 'clock' | 'random' | 'http'>;
  readonly policies: Pick<
    Policies,
    'requestTimeoutMs' | 'requestAttempts' | 'backoffBaseMs' | 'backoffCapMs' | 'maxResponseBytes'
  >;
  /** Base URL without a slash at its end. */
  readonly endpoint: string;
  readonly budget: Budget;
  readonly diagnose: (diagnostic: Diagnostic) => void;
}

/** The headers are these two and no others: the service's CORS rules list them, and a browser refuses the rest. */
const requestOf = <I, O>(
  { endpoint, policies: { maxResponseBytes } }: CallConfig,
  { method, path, encode }: Operation<I, O>,
  bearer: string,
  input: I,
): HttpRequest => {
  const url = endpoint + path(input);
  const body = encode(input);
  return body === undefined
    ? { method, url, headers: { 'X-Amz-Bearer': bearer }, maxResponseBytes }
    : { method, url, headers: { 'Content-Type': 'application/json', 'X-Amz-Bearer': bearer }, body, maxResponseBytes };
};

/** Creates the one way to all operations of the service. */
export const createCall =
  (config: CallConfig): Call =>
  (operation, bearer, input, { priority, attempts, granted }) =>
    defer(() => {
      const { ports, policies, budget, diagnose } = config;
      const { clock } = ports;
      const { name } = operation;
      const request = requestOf(config, operation, bearer, input);

      const granted$ = defer(() => {
        const askedAt = clock.now();
        let isAtOnce = true;
        const acquired$ = budget.acquire(name, priority).pipe(
          tap(() => {
            const at = clock.now();
            if (!isAtOnce) diagnose({ type: 'rateLimited', at, operation: name, delayMs: at - askedAt });
            granted?.();
          }),
        );
        return merge(
          acquired$,
          defer(() => {
            isAtOnce = false;
            return EMPTY;
          }),
        );
      });

      return granted$.pipe(
        // switchMap: there is one grant.
        switchMap(() => exchange(ports, name, request, policies.requestTimeoutMs)),
        map((response) =>
          answerOf(operation, response, (foreign) => diagnose({ type: 'foreignAnswer', at: clock.now(), ...foreign })),
        ),
        tap({
          error: (error: unknown) => {
            if (error instanceof ThrottledError) budget.throttled(name, error.retryAfterMs);
          },
        }),
        retryTransient({
          ports,
          policies,
          attempts: attempts ?? policies.requestAttempts,
          retrying: (retry) => diagnose({ type: 'retrying', at: clock.now(), operation: name, ...retry }),
        }),
      );
    }).pipe(
      // Here, because not everybody who calls shows what a call errors with.
      catchError((thrown: unknown) => {
        const error = asChatError(thrown);
        const at = config.ports.clock.now();
        if (error.name === 'InternalError') config.diagnose({ type: 'internalError', at, error });
        return throwError(() => error);
      }),
    );
