import {
  AccessDeniedError,
  ConflictError,
  NotFoundError,
  QuotaExceededError,
  RequestTimeoutError,
  ServiceError,
  ThrottledError,
  UnexpectedStatusError,
  ValidationError,
  type CallFacts,
  type ChatError,
} from '../chat/errors.js';
import { errorType, resourceType } from './error-type.js';
import type { OperationName } from './operation-name.js';
import { parseJson } from './parse-json.js';
import { present } from './present.js';
import { retryAfterMs } from './retry-after.js';

/** An answer that is not a success. */
export interface FailedAnswer {
  readonly operation: OperationName;
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The status that the service gives to each error that it documents, and the gateway to its own. */
const STATUS_OF: ReadonlyMap<string, number> = new Map([
  ['ValidationException', 400],
  ['ServiceQuotaExceededException', 402],
  ['AccessDeniedException', 403],
  ['ResourceNotFoundException', 404],
  ['ConflictException', 409],
  ['ThrottlingException', 429],
  ['TooManyRequestsException', 429],
  ['InternalServerException', 500],
]);

const SAFE_ID = /^[\w-]{1,100}$/;

const requestIdOf = (headers: FailedAnswer['headers']): string | undefined => {
  const id = headers['x-amzn-requestid'] ?? headers['x-amz-request-id'] ?? '';
  return SAFE_ID.test(id) ? id : undefined;
};

const errorOf = (status: number, facts: CallFacts, { headers }: FailedAnswer, body: unknown): ChatError => {
  switch (status) {
    case 400:
      return new ValidationError(facts);
    case 401:
    case 403:
      return new AccessDeniedError(facts);
    case 402:
      return new QuotaExceededError(facts);
    case 404:
      return new NotFoundError({ ...facts, ...present({ resourceType: resourceType(body) }) });
    case 408:
      return new RequestTimeoutError(facts);
    case 409:
      return new ConflictError(facts);
    case 429:
      return new ThrottledError({ ...facts, ...present({ retryAfterMs: retryAfterMs(headers) }) });
    default:
      return status >= 500
        ? new ServiceError({ ...facts, ...present({ retryAfterMs: retryAfterMs(headers) }) })
        : new UnexpectedStatusError(facts);
  }
};

/**
 * Reads a failed answer: by the name of the error where the service gives one that it documents, else by the status, as
 * for answers of the gateway or of a proxy. The answer's own text is not kept: the service may repeat in it what was
 * posted.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/CommonErrors.html
 */
export const toChatError = (answer: FailedAnswer): ChatError => {
  const { operation, status, headers } = answer;
  const body = parseJson(answer.body);
  const type = errorType(headers, body);
  const facts: CallFacts = present({ operation, status, errorType: type, requestId: requestIdOf(headers) });
  return errorOf(STATUS_OF.get(type ?? '') ?? status, facts, answer, body);
};
