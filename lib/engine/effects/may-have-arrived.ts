import type { ChatError } from '../../chat/errors.js';

/**
 * Whether the service may have acted on a request that failed like this. Not where the request never left, nor where the
 * service says in its own form that it did not act.
 */
export const mayHaveArrived = (error: ChatError): boolean => {
  switch (error.name) {
    case 'NetworkError':
      return error.kind === undefined || error.kind === 'aborted' || error.kind === 'cors-or-offline';
    case 'ForeignAnswerError':
    case 'RequestTimeoutError':
    case 'ServiceError':
    case 'UnreadableError':
    // Of ours, or of a port: the answer may have been there already.
    case 'InternalError':
      return true;
    case 'UnexpectedStatusError':
      return error.status === undefined || error.status < 400 || error.status >= 500;
    default:
      return false;
  }
};
