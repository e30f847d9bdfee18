import type { FaultDetails } from '../faults/fault.js';
import { jsonAnswer, type Answer } from './answer.js';
import { ServiceError, type ErrorType } from './service-error.js';

/** What API Gateway says before a request reaches the service: no type, and another spelling of the message. */
const GATEWAY_BODIES: ReadonlyMap<number, unknown> = new Map([
  [403, { Message: 'User is not authorized to access this resource with an explicit deny' }],
  [429, { message: 'Too Many Requests' }],
]);

const USUAL: ReadonlyMap<number, readonly [ErrorType, string]> = new Map([
  [400, ['ValidationException', 'The request is not valid.']],
  [402, ['ServiceQuotaExceededException', 'The quota is exceeded.']],
  [403, ['AccessDeniedException', 'Access denied']],
  [404, ['ResourceNotFoundException', 'Not found']],
  [409, ['ConflictException', 'Operation can not be performed due to the state of the contact.']],
  [429, ['ThrottlingException', 'Rate exceeded']],
  [500, ['InternalServerException', 'Internal server error']],
]);

/** Writes a refusal as the service does, or as the gateway in front of it. */
export const errorAnswer = (error: ServiceError, gatewayErrors: boolean): Answer => {
  const gatewayBody = gatewayErrors ? GATEWAY_BODIES.get(error.status) : undefined;
  if (gatewayBody !== undefined) return jsonAnswer(error.status, gatewayBody);
  const body = { message: error.message, ...error.members };
  return jsonAnswer(error.status, body, { 'x-amzn-ErrorType': error.type });
};

/** Writes the error an injected fault asks for; statuses the service does not use come as a proxy's page. */
export const faultAnswer = ({ status = 500, gateway = false, retryAfterSeconds }: FaultDetails): Answer => {
  const usual = USUAL.get(status);
  const isPage = usual === undefined || (gateway && !GATEWAY_BODIES.has(status));
  const page: Answer = {
    status,
    headers: { 'Content-Type': 'text/html' },
    body: `<html><body><h1>${status}</h1></body></html>`,
    ...(!gateway && { isForeign: true }),
  };
  const answer: Answer = isPage ? page : errorAnswer(new ServiceError(...usual), gateway);
  const retryAfter = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
  return { ...answer, headers: { ...answer.headers, ...retryAfter } };
};
