import type { JsonRecord } from '../json.js';

/** The error types of the participant service and the status each is sent with. */
export const ERROR_STATUS = {
  ValidationException: 400,
  SerializationException: 400,
  ServiceQuotaExceededException: 402,
  AccessDeniedException: 403,
  MissingAuthenticationTokenException: 403,
  ResourceNotFoundException: 404,
  ConflictException: 409,
  RequestEntityTooLargeException: 413,
  ThrottlingException: 429,
  InternalServerException: 500,
} as const;

/** An error type of the service. */
export type ErrorType = keyof typeof ERROR_STATUS;

/** A refusal on its way to the client. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly status: number;
  constructor(
    readonly type: ErrorType,
    message: string,
    readonly members: JsonRecord = {},
  ) {
    super(message);
    this.status = ERROR_STATUS[type];
  }
}

/** The refusal of a token that is wrong, expired, of the wrong kind, or of a chat that is over. */
export const accessDenied = (): ServiceError => new ServiceError('AccessDeniedException', 'Access denied');

/** The refusal of a request that breaks a constraint. */
export const invalid = (message: string): ServiceError => new ServiceError('ValidationException', message);
