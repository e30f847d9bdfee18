import type { IncomingMessage } from 'node:http';

import type { OperationName } from '../operation-name.js';
import { routeOf } from './route.js';

/** A request whose body has not been looked at yet. */
export interface Inbound {
  readonly operation: OperationName;
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly pathname: string;
  /** Headers by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Reads the head of a request. */
export const readInbound = (request: IncomingMessage): Inbound => {
  const { method = 'GET', url: path = '/' } = request;
  const [pathname = '/'] = path.split('?');
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  return { operation: routeOf(method, pathname), method, path, pathname, headers };
};
