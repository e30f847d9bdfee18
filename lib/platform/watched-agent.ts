import type { Agent, ClientRequest, IncomingMessage } from 'node:http';

/**
 * The given agent, and `onCut` when an answer that it carries ends before its time.
 *
 * node-fetch, which cross-fetch uses on Node, reports that only for chunked answers: one with a `Content-Length` that
 * breaks off would be waited for without end (https://github.com/node-fetch/node-fetch/issues/1576). What Node asks of
 * an agent is its method `addRequest`, which is what agents of other packages implement as well.
 */
export const watchedAgent = <A extends Agent>(agent: A, onCut: () => void): A =>
  new Proxy(agent, {
    get: (target, property): unknown => {
      const value: unknown = Reflect.get(target, property, target);
      if (property !== 'addRequest' || typeof value !== 'function') return value;
      return (request: ClientRequest, ...rest: ReadonlyArray<unknown>): void => {
        request.once('response', (response: IncomingMessage) => {
          response.once('close', () => {
            if (!response.complete) onCut();
          });
        });
        Reflect.apply(value, target, [request, ...rest]);
      };
    },
  });
