import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

import type { Service } from '../service.js';
import { MAX_JSON_BYTES } from './body.js';
import { preflightAnswer } from './cors.js';
import { readInbound, type Inbound } from './inbound.js';
import { loggedBody } from './perform.js';
import { createRateLimiter } from './rate-limiter.js';
import { readBody } from './read-body.js';
import type { RequestRecord } from './request-record.js';
import { respond } from './respond.js';
import { serveOperation } from './serve-operation.js';
import { serveStorage } from './serve-storage.js';

const isStorage = ({ operation }: Inbound): boolean =>
  operation === 'UploadAttachment' || operation === 'DownloadAttachment';

/** Keeps the log entry of a request up to date: first its head, then its body, then the status of its answer. */
const record = (service: Service, inbound: Inbound, response: ServerResponse): ((body: unknown) => void) => {
  const { operation, method, path, headers } = inbound;
  const head = { operation, method, path, headers };
  let entry: RequestRecord = { ...head, body: undefined, status: undefined, at: service.clock.now() };
  const replace = service.requests.add(entry);
  const update = (change: Partial<RequestRecord>): void => {
    entry = { ...entry, ...change };
    replace(entry);
    service.changes.announce();
  };
  response.on('prefinish', () => update({ status: response.statusCode }));
  service.changes.announce();
  return (body) => update({ body });
};

/** Serves every request: preflights, object storage, and the operations of both APIs. */
export const requestListener = (service: Service): RequestListener => {
  const { rateLimits, maxAttachmentBytes } = service.settings;
  const permits = createRateLimiter(rateLimits, service.clock);

  const exchange = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const inbound = readInbound(request);
    const recordBody = record(service, inbound, response);
    const bytes = await readBody(request, isStorage(inbound) ? maxAttachmentBytes : MAX_JSON_BYTES);
    if (isStorage(inbound)) {
      serveStorage(service, inbound, bytes, response);
      return;
    }
    if (inbound.operation === 'Preflight') {
      const requestedHeaders = inbound.headers['access-control-request-headers'];
      respond(service, response, preflightAnswer(inbound.pathname, requestedHeaders));
      return;
    }
    recordBody(loggedBody(bytes));
    serveOperation(service, inbound, bytes, response, permits(inbound.operation));
  };

  return (request, response) => {
    // Whoever breaks off in the middle of a request gets no answer.
    exchange(request, response).catch(() => response.destroy());
  };
};
