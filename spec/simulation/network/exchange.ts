import { Observable } from 'rxjs';
import { NetworkError } from '../../../lib/chat/errors.js';
import type { HttpEvent, HttpRequest } from '../../../lib/engine/ports.js';
import { HOSTS } from '../service/service.js';
import type { WireRequest, WireResponse } from '../service/wire.js';
import type { Owner } from '../virtual-time.js';
import type { NetworkConfig } from './network.js';

/** Counts the requests that a process waits for. */
export interface InFlight {
  count: number;
}

const operationOf = (url: string): string =>
  url.startsWith(HOSTS.storage) ? 'storage' : url.slice(url.lastIndexOf('/') + 1);

const wireOf = ({ method, url, headers, body }: HttpRequest): WireRequest => ({
  method,
  url,
  bearer: headers['X-Amz-Bearer'],
  body: typeof body === 'string' ? body : '',
  bytes: body instanceof Uint8Array ? body.length : 0,
});

/** Carries a request to the service and its answer back, as far as the conditions let it. */
export const exchange = (
  { time, random, traits, conditions, service, note }: NetworkConfig,
  owner: Owner,
  inFlight: InFlight,
  request: HttpRequest,
): Observable<HttpEvent> =>
  new Observable((subscriber) => {
    const operation = operationOf(request.url);
    const wire = wireOf(request);
    const latency = (): number => Math.round(traits.latencyMs * (0.5 + random.next()));
    inFlight.count += 1;
    note({ type: 'called', operation });
    if (operation === 'storage' && wire.bearer !== undefined) note({ type: 'leaked', to: 'storage' });

    const fail = (): void => subscriber.error(new NetworkError({}));
    const answer = (
      response: WireResponse,
      afterMs: number,
      more: {
        readonly readAt?: number;
        readonly shows?: ReadonlyArray<string>;
        readonly isForward?: boolean;
        readonly isForeign?: true;
      } = {},
    ): void =>
      void time.after(
        afterMs,
        () => {
          if (subscriber.closed) return;
          note({ type: 'answered', operation, status: response.status, ...more });
          const { status, headers, body } = response;
          subscriber.next({ type: 'response', status, headers, body });
          subscriber.complete();
        },
        owner,
      );

    const arrive = (): void => {
      const fate = conditions.call(operation);
      if (fate?.type === 'lose') {
        if (!fate.hangs) time.after(latency(), fail, owner);
        return;
      }
      if (fate?.type === 'refuse') return answer(fate.response, latency(), fate.isForeign && { isForeign: true });
      const { response, isLastPage, shows, isForward } = service.serve(wire);
      if (fate?.type === 'loseAnswer') {
        if (!fate.hangs) time.after(latency(), fail, owner);
        return;
      }
      if (fate?.type === 'mangle') return answer(fate.change(response), latency(), { isForeign: true });
      const page = { ...(shows && { shows, isForward }), ...(isLastPage === true && { readAt: time.now() }) };
      answer(response, latency() + (fate?.ms ?? 0), page);
    };

    // A request that is aborted may arrive all the same.
    time.after(latency(), arrive);
    return () => (inFlight.count -= 1);
  });
