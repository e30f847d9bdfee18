import type { ServerResponse } from 'node:http';

import { randomUUID } from 'node:crypto';

import type { Service } from '../service.js';
import type { Answer } from './answer.js';
import { CORS_HEADERS } from './cors.js';

const headersFor = ({ clock, settings }: Service, answer: Answer): Answer['headers'] => ({
  ...(answer.date !== 'none' && { Date: answer.date ?? new Date(clock.now()).toUTCString() }),
  ...(answer.isForeign !== true && { 'x-amzn-RequestId': randomUUID() }),
  'Content-Length': String(Buffer.byteLength(answer.body)),
  ...(answer.status < 400 || settings.corsOnFailures ? CORS_HEADERS : {}),
  ...answer.headers,
});

/** Writes the head; a platform that dates answers by itself is kept from it. */
const writeHead = (service: Service, response: ServerResponse, answer: Answer): void => {
  response.sendDate = false;
  response.writeHead(answer.status, { ...headersFor(service, answer) });
};

/** Writes an answer, with what every answer of the service carries. */
export const respond = (service: Service, response: ServerResponse, answer: Answer): void => {
  if (response.destroyed) return;
  writeHead(service, response, answer);
  response.end(answer.body);
};

/** Writes the head and half of the body, then breaks the connection. */
export const respondHalf = (service: Service, response: ServerResponse, answer: Answer): void => {
  const half = Buffer.from(answer.body).subarray(0, Math.floor(Buffer.byteLength(answer.body) / 2));
  writeHead(service, response, answer);
  response.write(half, () => response.destroy());
};
