import type { Agent } from 'node:http';
import { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import * as crossFetch from 'cross-fetch';
import { NetworkError } from '../chat/errors.js';
import type { HttpRequest, Ports } from '../engine/ports.js';
import { exchange, type Exchange } from './exchange.js';
import { globalAgents, type AgentOf } from './node-agents.js';
import { portions, sizeOf } from './portions.js';
import { announcedBytes, readBody, readHeaders } from './read-body.js';
import { watchedAgent } from './watched-agent.js';

/**
 * What node-fetch takes beyond the standard, and what its answers are: Node's own streams. Declared as a method, for
 * the compiler lets a method take more than the standard one does.
 */
interface NodeFetch {
  fetch(
    url: string,
    init?: NodeInit,
  ): Promise<Omit<Response, 'body'> & { readonly body: AsyncIterable<Uint8Array> | null }>;
}
interface NodeInit extends Omit<RequestInit, 'body'> {
  readonly body?: RequestInit['body'] | Readable;
  readonly agent?: Agent;
}

const platform: NodeFetch = crossFetch;

/**
 * Sends a request by cross-fetch, see {@link Ports}. The agent makes the connections, and keeps them alive if it does
 * so. Redirects are answers: followed, one would carry the bearer to another host.
 */
export const nodeHttp = (request: HttpRequest, agentOf: AgentOf = globalAgents): ReturnType<Ports['http']> =>
  exchange(request, async (current) => {
    const response = await platform.fetch(request.url, {
      method: request.method,
      ...outgoing(request, current),
      redirect: 'manual',
      signal: current.signal,
      agent: watchedAgent(agentOf(request.url), () => current.fail(new NetworkError({ kind: 'aborted' }))),
    });
    const headers = readHeaders(response.headers);
    const pieces = response.body ?? Readable.from([]);
    const body = await readBody(pieces, request, announcedBytes(headers), current.tell, decode);
    return { status: response.status, headers, body };
  });

/** By Node's own decoder: jsdom has none. */
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/**
 * Bytes go as a stream, for its progress; with their length in front, for S3 takes no chunked uploads. Where they can be
 * counted their own length is said, whatever the headers say of it.
 */
const outgoing = (
  { headers, body, bodyBytes, bodySilenceMs }: HttpRequest,
  { signal, tell, fail }: Exchange,
): Pick<NodeInit, 'headers' | 'body'> => {
  if (body === undefined) return { headers };
  if (typeof body === 'string') return { headers, body };
  const entries = Object.entries(headers);
  const size = bodyBytes ?? sizeOf(body) ?? announcedSize(entries.find(isLength)?.[1]);
  const others = Object.fromEntries(entries.filter((header) => !isLength(header)));
  const taken = (bytes: number): void => tell({ type: 'sent', bytes });
  const stream = Readable.from(portions(body, { bodyBytes: size, bodySilenceMs, taken, signal }), {
    objectMode: false,
  });
  // node-fetch would wait indefinitely for the rest of a body that cannot be read.
  stream.once('error', fail);
  return { headers: size === undefined ? others : { ...others, 'content-length': String(size) }, body: stream };
};

const isLength = ([name]: readonly [string, string]): boolean => name.toLowerCase() === 'content-length';

const announcedSize = (length = ''): number | undefined => (/^\d+$/.test(length) ? Number(length) : undefined);
