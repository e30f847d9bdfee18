import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import { answer, loopback } from '../../support/loopback.js';

/** An answer, as something between a client and the service gives it. */
export interface Interference {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What stands in front of the service: a proxy, a portal, a firewall. */
export interface Front {
  readonly origin: string;
  /** From now on answers so many requests whose path ends like this by itself, and lets them not through. */
  readonly interfere: (path: string, interference: Interference, times: number) => void;
  readonly stop: () => Promise<void>;
}

const pass = (endpoint: string, inbound: IncomingMessage, outbound: ServerResponse): void => {
  const { method, headers, url = '' } = inbound;
  const onward = request(endpoint + url, { method, headers }, (reply) => {
    outbound.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(outbound);
  });
  onward.on('error', () => outbound.destroy());
  inbound.pipe(onward);
};

/** Opens a front before the service at `endpoint`. */
export const openFront = async (endpoint: string): Promise<Front> => {
  let path = '';
  let left = 0;
  let interference: Interference | undefined;
  const { origin, stop } = await loopback((inbound, outbound) => {
    if (interference === undefined || left === 0 || inbound.url?.endsWith(path) !== true) {
      return pass(endpoint, inbound, outbound);
    }
    left -= 1;
    inbound.resume();
    answer(outbound, interference.status, interference.body, { ...interference.headers });
  });
  return {
    origin,
    stop,
    interfere: (where, what, times) => {
      path = where;
      interference = what;
      left = times;
    },
  };
};
