import type { ChatError } from '../../chat/errors.js';

/**
 * Whether the service may have acted on a request that failed like this. Not where the request never left, nor where the
 * service says in its own form that it did not act.
 *
 * @param wasOffline whether the platform said so when the request began. That it says so now is of no use: the network
 * may have gone after the request had left.
 */
export const mayHaveArrived = (error: ChatError, wasOffline: boolean): boolean => {
  switch (error.name) {
    case 'NetworkError':
      return error.kind !== 'dns' && error.kind !== 'refused' && !(error.kind === 'offline' && wasOffline);
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
