import {
  AccessDeniedError,
  ConflictError,
  ForeignAnswerError,
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
import { foreignAnswer, type CallAnswer } from './foreign-answer.js';
import { parseJson } from './parse-json.js';
import { present } from './present.js';
import { retryAfterMs } from './retry-after.js';

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

const requestIdOf = (headers: CallAnswer['headers']): string | undefined => {
  const id = headers['x-amzn-requestid'] ?? headers['x-amz-request-id'] ?? '';
  return SAFE_ID.test(id) ? id : undefined;
};

const errorOf = (status: number, facts: CallFacts, { headers }: CallAnswer, body: unknown): ChatError => {
  switch (status) {
    case 400:
    // The gateway's own words for a request that it will not take as it is: too long, or not as it has to be written.
    case 413:
    case 414:
    case 415:
    case 422:
    case 431:
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

/** Whoever says so, waiting is what it asks for. */
const asksToWait = (status: number): boolean => status === 429 || (status >= 500 && status !== 511);

/**
 * Reads a failed answer: by the name of the error where the service gives one that it documents, else by the status, as
 * for answers of the gateway. What neither gave is a {@link ForeignAnswerError}, except for statuses that mean the same
 * from whomever they come. The answer's own text is not kept: the service may repeat in it what was posted.
 * Source: https://docs.aws.amazon.com/connect-participant/latest/APIReference/CommonErrors.html
 */
export const toChatError = (answer: CallAnswer): ChatError => {
  const { operation, status, headers } = answer;
  const foreign = asksToWait(status) ? undefined : foreignAnswer(answer);
  if (foreign !== undefined) return new ForeignAnswerError(foreign);
  const body = parseJson(answer.body);
  const type = errorType(headers, body);
  const facts: CallFacts = present({ operation, status, errorType: type, requestId: requestIdOf(headers) });
  return errorOf(STATUS_OF.get(type ?? '') ?? status, facts, answer, body);
};
